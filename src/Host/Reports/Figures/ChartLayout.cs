using System.Collections.Immutable;

namespace Sweeper.Host.Reports.Figures;

/// <summary>Puts a chart's panels and its legend together, for files; a page lays them out by itself.</summary>
internal static class ChartLayout
{
    private const int Columns = 3;
    private const double Margin = 12;
    private const double SwatchWidth = 34;
    private const double LineHeight = 19;
    private const double LegendSize = 12;

    /// <summary>The whole chart.</summary>
    public static Figure Whole(Chart chart)
    {
        var isAlone = chart.Panels.Length == 1;
        var panels = chart.Panels.Select(panel => PanelLayout.Draw(panel, isAlone)).ToList();
        var columns = Math.Min(Columns, panels.Count);
        var height = panels.Max(panel => panel.Height) + Margin;
        var width = 2 * Margin + (isAlone ? PanelLayout.WidthAlone : columns * PanelLayout.Width);
        var marks = ImmutableArray.CreateBuilder<Mark>();
        marks.Add(new Mark.Text(new(Margin, 22), TextWidth.Fit(chart.Title, 15, width - 2 * Margin, isBold: true), 15, TextAnchor.Start, Paint.Ink, IsBold: true));
        var top = 36.0;
        for (var i = 0; i < panels.Count; i++)
        {
            marks.Add(new Mark.Moved(Margin + i % columns * PanelLayout.Width, top + i / columns * height, panels[i].Marks));
        }
        top += (panels.Count + columns - 1) / columns * height + 4;
        top = AddLegend(marks, chart.Legend, width, top);
        if (chart.Missing is { } missing)
        {
            marks.Add(new Mark.Text(new(Margin, top + 11), TextWidth.Fit($"Missing: {missing}", Small, width - 2 * Margin), Small, TextAnchor.Start, Paint.Ink));
            top += LineHeight;
        }
        return new(width, top + Margin, chart.Title, marks.ToImmutable());
    }

    private const double Small = 11;

    /// <summary>A legend's sample of a series.</summary>
    public static Figure Swatch(string name, SeriesStyle style) => new(SwatchWidth - 4, 12, name, [.. SwatchMarks(style, 0, 6)]);

    private static double AddLegend(ImmutableArray<Mark>.Builder marks, IReadOnlyList<(string Name, SeriesStyle Style)> legend, double width, double top)
    {
        var x = Margin;
        foreach (var (name, style) in legend)
        {
            var words = TextWidth.Fit(name, LegendSize, width - 2 * Margin - SwatchWidth);
            var needed = SwatchWidth + TextWidth.Of(words, LegendSize) + 18;
            if (x > Margin && x + needed > width - Margin) (x, top) = (Margin, top + LineHeight);
            marks.AddRange(SwatchMarks(style, x, top + 7));
            marks.Add(new Mark.Text(new(x + SwatchWidth, top + 11), words, LegendSize, TextAnchor.Start, Paint.Ink));
            x += needed;
        }
        return top + LineHeight;
    }

    private static IEnumerable<Mark> SwatchMarks(SeriesStyle style, double x, double y) =>
    [
        new Mark.Line([new(x, y), new(x + SwatchWidth - 6, y)], style.Paint, 1.8, style.Dash),
        new Mark.Dot(new(x + (SwatchWidth - 6) / 2, y), style.Shape, style.Paint, false),
    ];
}
