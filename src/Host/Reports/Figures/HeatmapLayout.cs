using System.Collections.Immutable;
using System.Globalization;

namespace Sweeper.Host.Reports.Figures;

/// <summary>Draws heatmaps: blue is below 0 (or below chance), orange above, white in between, which colour-blind readers tell apart; every number is printed.</summary>
internal static class HeatmapLayout
{
    private const double Margin = 12;
    private const double CellWidth = 54;
    private const double CellHeight = 26;
    private const double NameSize = 11.5;
    private const double LongestName = 190;
    private const double ScaleWidth = 160;

    // The ends of the scale: ColorBrewer's PuOr and RdBu meet in these two.
    private static readonly (byte Red, byte Green, byte Blue) Below = (33, 102, 172);
    private static readonly (byte Red, byte Green, byte Blue) Above = (179, 88, 6);

    /// <summary>The heatmap's figure.</summary>
    /// <param name="map">The heatmap.</param>
    /// <param name="hasTitle">Whether the figure bears its title; a page prints it beside.</param>
    public static Figure Draw(Heatmap map, bool hasTitle)
    {
        var rowNames = map.Rows.Select(name => TextWidth.FitEnds(name, NameSize, LongestName)).ToList();
        var columnNames = map.Columns.Select(name => TextWidth.FitEnds(name, NameSize, LongestName)).ToList();
        var isVertical = columnNames.Any(name => TextWidth.Of(name, NameSize) > CellWidth - 4);
        var left = Margin + 18 + rowNames.Max(name => TextWidth.Of(name, NameSize)) + 8;
        var top = (hasTitle ? 34 : 4) + 18 + (isVertical ? columnNames.Max(name => TextWidth.Of(name, NameSize)) + 8 : 20);
        var (right, floor) = (left + map.Columns.Length * CellWidth, top + map.Rows.Length * CellHeight);
        var width = Math.Max(right + Margin, left + ScaleWidth + 120);
        if (hasTitle) width = Math.Max(width, Math.Min(900, TextWidth.Of(map.Title, 14, isBold: true) + 2 * Margin));
        // The scale is symmetric; of a tie with chance it still needs a length.
        var most = Math.Max(map.Scale == HeatScale.Points ? 1 : Math.Log(2), map.Cells.SelectMany(row => row).Select(cell => Math.Abs(Place(map.Scale, cell.Value))).Where(double.IsFinite).DefaultIfEmpty().Max());
        var marks = ImmutableArray.CreateBuilder<Mark>();
        if (hasTitle) marks.Add(new Mark.Text(new(Margin, 22), TextWidth.Fit(map.Title, 14, width - 2 * Margin, isBold: true), 14, TextAnchor.Start, Paint.Ink, IsBold: true));
        marks.Add(new Mark.Text(new(left, (hasTitle ? 34 : 4) + 12), map.Across, NameSize, TextAnchor.Start, Paint.Muted));
        marks.Add(new Mark.Text(new(Margin + 6, floor), "source", NameSize, TextAnchor.Start, Paint.Muted, IsVertical: true));
        for (var column = 0; column < columnNames.Count; column++)
        {
            var x = left + (column + 0.5) * CellWidth;
            marks.Add(isVertical
                ? new Mark.Text(new(x + 4, top - 8), columnNames[column], NameSize, TextAnchor.Start, Paint.Ink, IsVertical: true)
                : new Mark.Text(new(x, top - 8), columnNames[column], NameSize, TextAnchor.Middle, Paint.Ink));
        }
        for (var row = 0; row < rowNames.Count; row++)
        {
            marks.Add(new Mark.Text(new(left - 8, top + (row + 0.5) * CellHeight + 4), rowNames[row], NameSize, TextAnchor.End, Paint.Ink));
            for (var column = 0; column < columnNames.Count; column++)
                AddCell(marks, map.Scale, map.Cells[row][column], left + column * CellWidth, top + row * CellHeight, most);
        }
        AddScale(marks, map.Scale, left, floor + 16, most);
        if (!hasTitle || map.Missing is not { } missing) return new(width, floor + 56, map.Title, marks.ToImmutable());
        var words = $"Missing: {missing}";
        marks.Add(new Mark.Text(new(Margin, floor + 64), words, 11, TextAnchor.Start, Paint.Ink));
        return new(Math.Max(width, TextWidth.Of(words, 11) + 2 * Margin), floor + 80, map.Title, marks.ToImmutable());
    }

    private static void AddCell(ImmutableArray<Mark>.Builder marks, HeatScale scale, HeatCell cell, double x, double y, double most)
    {
        if (!cell.IsAsked) return;
        var (fill, ink) = cell.Value is { } value ? Colours(Place(scale, value) / most) : (Paint.Paper, Paint.Muted);
        marks.Add(new Mark.Box(x + 1, y + 1, CellWidth - 2, CellHeight - 2, fill, cell.Value is null ? Paint.Rule : null));
        marks.Add(new Mark.Text(new(x + CellWidth / 2, y + CellHeight / 2 + 4), Words(scale, cell), 11.5, TextAnchor.Middle, ink));
    }

    // Where on the scale a value is; where the colours meet is 0, and nothing in common is past its end.
    private static double Place(HeatScale scale, double? value) => value is not { } number ? 0 : scale == HeatScale.Points ? number : Math.Log(number);

    private static string Words(HeatScale scale, HeatCell cell) => cell.Value is not { } value
        ? "none"
        : value.ToString(scale == HeatScale.Points ? "+0.0;−0.0;0.0" : value < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + (cell.IsPartial ? "*" : "");

    private static void AddScale(ImmutableArray<Mark>.Builder marks, HeatScale scale, double x, double y, double most)
    {
        const int Steps = 40;
        for (var i = 0; i < Steps; i++)
            marks.Add(new Mark.Box(x + i * ScaleWidth / Steps, y, ScaleWidth / Steps + 0.5, 10, Colours(2.0 * i / (Steps - 1) - 1).Fill, null));
        foreach (var (share, place) in new[] { (0.0, -most), (0.5, 0), (1, most) })
            marks.Add(new Mark.Text(new(x + share * ScaleWidth, y + 24), scale == HeatScale.Points ? place.ToString("+0.0;−0.0;0", CultureInfo.InvariantCulture) : Math.Exp(place).ToString("0.0#", CultureInfo.InvariantCulture), 11, TextAnchor.Middle, Paint.Muted));
        marks.Add(new Mark.Text(new(x + ScaleWidth + 26, y + 9), scale == HeatScale.Points ? "points" : "times chance", 11, TextAnchor.Start, Paint.Muted));
    }

    private static (Paint Fill, Paint Ink) Colours(double share)
    {
        var end = share < 0 ? Below : Above;
        var weight = Math.Min(1, Math.Abs(share));
        var (red, green, blue) = (Mix(end.Red), Mix(end.Green), Mix(end.Blue));
        // Relative luminance with the square in place of sRGB's curve: enough to choose between black and white.
        var isDark = (0.2126 * red * red + 0.7152 * green * green + 0.0722 * blue * blue) / (255.0 * 255) < 0.24;
        return (Paint.Fixed(red, green, blue), isDark ? Paint.Fixed(255, 255, 255) : Paint.Fixed(20, 20, 20));

        byte Mix(byte colour) => (byte)Math.Round(255 + weight * (colour - 255));
    }
}
