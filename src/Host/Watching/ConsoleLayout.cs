using Sweeper.Host.Watching.Drawing;
using Sweeper.Host.Watching.Panels;

namespace Sweeper.Host.Watching;

/// <summary>Which panels are drawn where. It depends on the size and on what a sweep has from its start, so that nothing jumps while it runs.</summary>
internal static class ConsoleLayout
{
    private const int Border = 2;
    private const int Title = 1;

    /// <summary>Whether panels are shown one at a time, below a line of tabs.</summary>
    public static bool IsSingle(Area body, ConsoleState state) => state.IsLarge || body.Width < 100 || body.Height < 24;

    /// <summary>The panels and their places, boxes included.</summary>
    public static IReadOnlyList<(ConsolePanel Panel, Area Area)> Of(Area body, ConsoleContent content, ConsoleState state)
    {
        if (IsSingle(body, state)) return [(state.Panel, body)];
        var middle = body.Width / 2;
        var (left, right) = (body.Columns(0, middle), body.Columns(middle, body.Width - middle));
        var claims = (content.Snapshot?.Claims.Length ?? 0) + Border + Title;
        var heatmap = HeatmapPanel.Lines(Math.Max(content.Heatmap?.Sources.Length ?? 0, 4), middle - 2 * Border) + Border;
        return body.Width >= 160 && body.Height >= 36 ? All(left, right, heatmap, claims, content.Snapshot?.Devices.Length ?? 0) : Most(body, left, right, heatmap, claims, state);
    }

    private static IReadOnlyList<(ConsolePanel, Area)> All(Area left, Area right, int heatmap, int claims, int devices)
    {
        var first = Math.Min(heatmap, left.Height / 2);
        var second = Math.Clamp(claims, 6, left.Height / 4);
        var top = Math.Clamp(2 * devices + Border + Title, left.Height / 4, left.Height / 2);
        var middle = (left.Height - top) * 2 / 5;
        return
        [
            (ConsolePanel.Heatmap, left.Rows(0, first)),
            (ConsolePanel.Claims, left.Rows(first, second)),
            (ConsolePanel.Problems, left.Rows(first + second, left.Height)),
            (ConsolePanel.Devices, right.Rows(0, top)),
            (ConsolePanel.Chains, right.Rows(top, middle)),
            (ConsolePanel.Lines, right.Rows(top + middle, right.Height)),
        ];
    }

    // Chains and lines take the devices' place while they have the keys.
    private static IReadOnlyList<(ConsolePanel, Area)> Most(Area body, Area left, Area right, int heatmap, int claims, ConsoleState state)
    {
        var top = Math.Min(heatmap, body.Height * 3 / 5);
        var first = Math.Clamp(claims, 5, Math.Max(5, top - 6));
        var below = state.Panel is ConsolePanel.Chains or ConsolePanel.Lines ? state.Panel : ConsolePanel.Devices;
        return
        [
            (ConsolePanel.Heatmap, left.Rows(0, top)),
            (ConsolePanel.Claims, right.Rows(0, first)),
            (ConsolePanel.Problems, right.Rows(first, top - first)),
            (below, body.Rows(top, body.Height)),
        ];
    }
}
