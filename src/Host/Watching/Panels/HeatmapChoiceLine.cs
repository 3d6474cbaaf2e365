using Sweeper.Actors.Status;
using Sweeper.Host.Watching.Drawing;

namespace Sweeper.Host.Watching.Panels;

/// <summary>Which heatmap is shown, with the keys that step through the others.</summary>
internal static class HeatmapChoiceLine
{
    public static void Draw(Area area, Heatmap map, HeatmapChoice chosen)
    {
        var (x, y) = (0, 0);
        foreach (var field in Fields(map.Axes, map.Choice, chosen))
        {
            var cells = field.Sum(text => CellWidth.Of(text.Text));
            if (x > 0 && x + cells > area.Width) (x, y) = (0, y + 1);
            x += area.WriteAll(x, y, field) + 2;
        }
    }

    // First what can be changed. While another one is on its way, what has been chosen stands there already.
    private static IEnumerable<InkedText[]> Fields(HeatmapAxes axes, HeatmapChoice shown, HeatmapChoice chosen)
    {
        var all = new (string Name, string? Value, int Values, string Keys)[]
        {
            ("round", $"{chosen.Round ?? shown.Round}{(axes.Rounds.IsEmpty ? "" : $"/{axes.Rounds[^1]}")}", axes.Rounds.Length, "[ ]"),
            ("ticket", chosen.Ticket ?? shown.Ticket, axes.Tickets.Length, "y"),
            ("source", chosen.SourceOptimizer ?? shown.SourceOptimizer, axes.SourceOptimizers.Length, "o"),
            ("target", chosen.TargetOptimizer ?? shown.TargetOptimizer, axes.TargetOptimizers.Length, "O"),
            ("model", chosen.Model ?? shown.Model, axes.Models.Length, "m"),
            ("pruning", chosen.Pruning ?? shown.Pruning, axes.Prunings.Length, "u"),
        };
        return all.OrderByDescending(field => field.Values > 1).Select(field => (InkedText[])(field.Values > 1
            ? [new($"{field.Name} ", Ink.Dim), new(field.Value ?? "-", Ink.Strong), new($" {field.Keys}", Ink.Accent)]
            : [new($"{field.Name} ", Ink.Dim), new(field.Value ?? "-")]));
    }
}
