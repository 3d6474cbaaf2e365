using Sweeper.Actors.Status;
using Sweeper.Host.Watching.Drawing;

namespace Sweeper.Host.Watching.Panels;

/// <summary>The range of means that the colours of a heatmap go over.</summary>
/// <param name="Low">The mean at its dark end, as a fraction of 1.</param>
/// <param name="High">The mean at its light end.</param>
internal readonly record struct HeatmapScale(double Low, double High)
{
    private const double Step = 0.05;

    /// <summary>From the lowest to the highest mean, outwards to whole five points: it stays while values move a little.</summary>
    public static HeatmapScale Of(Heatmap map)
    {
        var means = map.Cells.SelectMany(row => row).Select(cell => cell?.Mean).OfType<double>().Where(double.IsFinite).ToList();
        if (means.Count == 0) return new(0, 1);
        var (low, high) = (Math.Floor(means.Min() / Step + 1e-9) * Step, Math.Ceiling(means.Max() / Step - 1e-9) * Step);
        return new(low, Math.Max(high, low + Step));
    }

    /// <summary>The ink of a mean.</summary>
    public Ink Ink(double mean) => InkColours.Heat((mean - Low) / (High - Low));

    /// <summary>Draws it with its ends.</summary>
    /// <returns>The cells that it took.</returns>
    public int Draw(Area area, int x, int y)
    {
        var start = x;
        x += area.Write(x, y, $"{100 * Low:0}", Drawing.Ink.Dim);
        x += area.Canvas.HasColours ? 0 : area.Write(x, y, "…", Drawing.Ink.Dim);
        for (var i = 0; i < InkColours.Heats && area.Canvas.HasColours; i++) x += area.Write(x, y, " ", Drawing.Ink.Heat + i);
        return x + area.Write(x, y, $"{100 * High:0}", Drawing.Ink.Dim) - start;
    }
}
