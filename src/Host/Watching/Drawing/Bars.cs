namespace Sweeper.Host.Watching.Drawing;

/// <summary>Bars, curves and intervals in characters.</summary>
internal static class Bars
{
    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <summary>Draws how much of a whole there is.</summary>
    public static void Progress(Area area, int x, int y, int cells, double share, Ink ink)
    {
        var halves = (int)(Math.Clamp(share, 0, 1) * 2 * cells);
        var filled = new string('━', halves / 2) + (halves % 2 == 1 ? "╸" : "");
        area.Write(x, y, filled, ink, cells);
        area.Write(x + filled.Length, y, new string('─', cells - filled.Length), Ink.Dim, cells - filled.Length);
    }

    /// <summary>A curve in so many cells, from its least to its greatest value; several values in a cell are their mean, and what is no number a blank.</summary>
    public static string Curve(IReadOnlyList<double> values, int cells)
    {
        var finite = values.Where(double.IsFinite).ToList();
        if (finite.Count == 0 || cells <= 0) return "";
        var (low, high) = (finite.Min(), finite.Max());
        var shown = Math.Min(cells, values.Count);
        return string.Create(shown, values, (text, all) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                var (first, last) = ((int)((long)i * all.Count / text.Length), (int)((i + 1L) * all.Count / text.Length));
                var mean = all.Skip(first).Take(last - first).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
                text[i] = double.IsNaN(mean) ? ' ' : Levels[high == low ? 3 : Math.Clamp((int)((mean - low) / (high - low) * 8), 0, 7)];
            }
        });
    }

    /// <summary>Draws an interval and its middle on an axis from -<paramref name="reach"/> to <paramref name="reach"/> with a line at 0.</summary>
    public static void Interval(Area area, int x, int y, int cells, double reach, double? middle, double? low, double? high, Ink ink)
    {
        var zero = cells / 2;
        int Cell(double value) => Math.Clamp((int)Math.Round(zero + (reach > 0 ? value / reach : 0) * zero), 0, cells - 1);
        area.Write(x, y, new string('·', cells), Ink.Dim, cells);
        area.Write(x + zero, y, "│", Ink.Dim, 1);
        if (low is { } from && high is { } to && double.IsFinite(from) && double.IsFinite(to))
        {
            var (first, last) = (Cell(from), Cell(to));
            for (var cell = first; cell <= last; cell++) area.Write(x + cell, y, cell == first ? "├" : cell == last ? "┤" : cell == zero ? "┼" : "─", ink, 1);
        }
        if (middle is { } value && double.IsFinite(value)) area.Write(x + Cell(value), y, "●", ink, 1);
    }
}
