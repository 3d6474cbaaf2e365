using System.Globalization;
using Sweeper.Actors.Status;
using Sweeper.Host.Watching.Drawing;

namespace Sweeper.Host.Watching.Panels;

/// <summary>A cell of a heatmap in characters: mean, where there is room half of its interval, seeds, failures, and whether it is the source's own target.</summary>
internal static class HeatmapCellText
{
    /// <summary>No seed, some, half, most, all.</summary>
    public const string Certainty = "○◔◑◕●";

    private const int Wide = 16;
    private const int Narrow = 7;

    /// <summary>The widths that a cell can have, the best first.</summary>
    public static IReadOnlyList<int> Widths { get; } = [Wide, 10, Narrow];

    /// <summary>A cell in one of these widths.</summary>
    /// <param name="cell">The cell; null where the sweep asks for none.</param>
    /// <param name="width">The width.</param>
    /// <param name="isHere">Whether the cursor is on it.</param>
    public static string Of(HeatmapCell? cell, int width, bool isHere)
    {
        if (cell is null) return Fitted.Left(isHere ? "▸" : "", width);
        var isNarrow = width <= Narrow;
        var number = cell.Mean is { } mean ? Points(mean, isNarrow ? "0.0" : "0.00") : cell.Failed >= cell.Wanted ? "none" : "·";
        if (isNarrow && number.Length > 4) number = "100";
        var interval = width >= Wide ? Fitted.Left(cell.HalfWidth is { } half ? $"±{Points(Math.Min(half, 0.9999))}" : "", 6) : "";
        var open = isHere ? "▸" : cell.IsOwn ? "[" : " ";
        var close = cell.IsOwn && !isHere ? "]" : " ";
        var failed = cell.Failed > 0 ? "✗" : isNarrow ? close : " ";
        return $"{open}{Fitted.Right(number, isNarrow ? 4 : 6)}{interval}{Glyph(cell)}{failed}{(isNarrow ? "" : close)}";
    }

    /// <summary>A fraction in points.</summary>
    public static string Points(double fraction, string format = "0.00") =>
        double.IsFinite(fraction) ? (100 * fraction).ToString(format, CultureInfo.InvariantCulture) : "nan";

    private static char Glyph(HeatmapCell cell) => Certainty[
        cell.N <= 0 ? 0 : cell.N >= cell.Wanted ? 4 : Math.Clamp(1 + (int)(3.0 * cell.N / cell.Wanted), 1, 3)];
}
