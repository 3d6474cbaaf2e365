using System.Collections.Immutable;

namespace Sweeper.Host.Reports.Figures;

/// <summary>Draws a panel: axes named with units, bands, lines, dots. The legend is outside, so that it covers no data.</summary>
internal static class PanelLayout
{
    public const double Width = 350;
    private const double Height = 262;

    /// <summary>Of a panel that has a figure to itself: most titles and legends need as much.</summary>
    public const double WidthAlone = 2 * Width;

    // Not twice as high, so that a page of a paper has room for text too.
    private const double HeightAlone = 340;
    private const double Left = 52;
    private const double Right = 10;
    private const double Top = 26;
    private const double Bottom = 42;
    private const double NameHeight = 96;
    private const double TitleSize = 12.5;
    private const double TitleMargin = 4;
    private const double Small = 11;
    private const double NameSize = 10;
    private const double BandOpacity = 0.14;

    /// <summary>The panel's figure; names on the x axis make it higher.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="isAlone">Whether it has a figure to itself, and all of its width.</param>
    public static Figure Draw(Panel panel, bool isAlone = false)
    {
        var whole = isAlone ? WidthAlone : Width;
        var width = whole - Left - Right;
        var isUpright = panel.X.HasLongWords && panel.X.Ticks.Any(tick => TextWidth.Of(tick.Words, Small) + 6 > width / panel.X.Ticks.Length);
        var bottom = isUpright ? Math.Min(NameHeight, 36 + panel.X.Ticks.Select(tick => TextWidth.Of(tick.Words, NameSize)).DefaultIfEmpty(0).Max()) : Bottom;
        var height = (isAlone ? HeightAlone : Height) + bottom - Bottom;
        var depth = height - Top - bottom;
        var marks = ImmutableArray.CreateBuilder<Mark>();
        // Over the data; a long one begins further left, where nothing else is at its height.
        var title = TextWidth.FitEnds(panel.Title, TitleSize, whole - 2 * TitleMargin, isBold: true);
        var start = Math.Clamp(whole - TitleMargin - TextWidth.Of(title, TitleSize, isBold: true), TitleMargin, Left);
        marks.Add(new Mark.Text(new(start, 16), title, TitleSize, TextAnchor.Start, Paint.Ink, IsBold: true));
        foreach (var (value, words) in panel.Y.Ticks)
        {
            var y = Down(value);
            marks.Add(new Mark.Line([new(Left, y), new(Left + width, y)], Paint.Rule, 1, []));
            marks.Add(new Mark.Text(new(Left - 6, y + 4), words, Small, TextAnchor.End, Paint.Muted));
        }
        foreach (var (value, words) in panel.X.Ticks) AddXTick(marks, isUpright, Across(value), words, Top + depth);
        marks.Add(new Mark.Line([new(Left, Top), new(Left, Top + depth), new(Left + width, Top + depth)], Paint.Muted, 1, []));
        marks.Add(new Mark.Text(new(Left + width / 2, height - 7), panel.X.Title, Small, TextAnchor.Middle, Paint.Ink));
        marks.Add(new Mark.Text(new(13, Top + depth / 2), panel.Y.Title, Small, TextAnchor.Middle, Paint.Ink, IsVertical: true));
        var data = ImmutableArray.CreateBuilder<Mark>();
        foreach (var series in panel.Series) AddBands(data, series, Place);
        // The strong line last: it is the one that others are compared with.
        foreach (var series in panel.Series.OrderBy(series => series.IsStrong)) AddLine(data, series, Place);
        if (panel.Series.All(series => series.Points.IsEmpty)) marks.Add(new Mark.Text(new(Left + width / 2, Top + depth / 2), "no value yet", 12.5, TextAnchor.Middle, Paint.Muted));
        marks.Add(new Mark.Clip(Left - 4, Top - 4, width + 8, depth + 8, data.ToImmutable()));
        return new(whole, height, panel.Title, marks.ToImmutable());

        double Across(double value) => Left + width * panel.X.Share(value);
        double Down(double value) => Top + depth * (1 - panel.Y.Share(value));
        Spot Place(double x, double y) => new(Across(x), Down(y));
    }

    private static void AddXTick(ImmutableArray<Mark>.Builder marks, bool isUpright, double x, string words, double floor)
    {
        marks.Add(new Mark.Line([new(x, floor), new(x, floor + 4)], Paint.Muted, 1, []));
        marks.Add(isUpright
            ? new Mark.Text(new(x + 4, floor + 8), TextWidth.Fit(words, NameSize, NameHeight - 36), NameSize, TextAnchor.End, Paint.Muted, IsVertical: true)
            : new Mark.Text(new(x, floor + 16), words, Small, TextAnchor.Middle, Paint.Muted));
    }

    // A band goes as far as neighbouring points have intervals: it is not drawn across a point that has none.
    private static void AddBands(ImmutableArray<Mark>.Builder marks, Series series, Func<double, double, Spot> place)
    {
        var run = new List<SeriesPoint>();
        foreach (var point in series.Points.Append(default))
        {
            var hasBand = point is { Low: not null, High: not null };
            if (hasBand && !point.StartsAnew)
            {
                run.Add(point);
                continue;
            }
            if (run.Count > 1)
            {
                marks.Add(new Mark.Area(
                    [.. run.Select(each => place(each.X, each.High!.Value)), .. run.AsEnumerable().Reverse().Select(each => place(each.X, each.Low!.Value))], series.Style.Paint, BandOpacity));
            }
            run.Clear();
            if (hasBand) run.Add(point);
        }
    }

    private static void AddLine(ImmutableArray<Mark>.Builder marks, Series series, Func<double, double, Spot> place)
    {
        var run = new List<Spot>();
        for (var i = 0; i <= series.Points.Length; i++)
        {
            if (i == series.Points.Length || series.Points[i].StartsAnew)
            {
                if (run.Count > 1) marks.Add(new Mark.Line([.. run], series.Style.Paint, series.IsStrong ? 2.8 : 1.5, series.Style.Dash));
                run.Clear();
            }
            if (i < series.Points.Length) run.Add(place(series.Points[i].X, series.Points[i].Y));
        }
        foreach (var point in series.Points) marks.Add(new Mark.Dot(place(point.X, point.Y), series.Style.Shape, series.Style.Paint, point.IsHollow));
    }
}
