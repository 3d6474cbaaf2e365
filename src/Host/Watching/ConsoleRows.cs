using System.Globalization;
using Sweeper.Actors.Status;

namespace Sweeper.Host.Watching;

/// <summary>The rows of a panel's list that its filter lets through.</summary>
internal static class ConsoleRows
{
    public static IReadOnlyList<DeviceStatus> Devices(SweepSnapshot snapshot, ConsoleState state) =>
        Matching(snapshot.Devices, state.List(ConsolePanel.Devices), device => $"{device.Node} {device.Device} {device.Training}");

    public static IReadOnlyList<ChainStatus> Chains(SweepSnapshot snapshot, ConsoleState state) =>
        Matching(snapshot.Chains, state.List(ConsolePanel.Chains), chain => $"{chain.Name} {chain.State}");

    public static IReadOnlyList<ClaimStatus> Claims(SweepSnapshot snapshot, ConsoleState state) =>
        Matching(snapshot.Claims, state.List(ConsolePanel.Claims), claim => $"{claim.Name} {claim.Verdict}");

    public static IReadOnlyList<ProblemStatus> Problems(SweepSnapshot snapshot, ConsoleState state) =>
        Matching(snapshot.Problems, state.List(ConsolePanel.Problems), problem => $"{problem.Cause} {problem.Message} {problem.Training} {problem.Remedy}");

    /// <summary>The latest first, so that the list starts where one looks.</summary>
    public static IReadOnlyList<StatusLine> Lines(SweepSnapshot snapshot, ConsoleState state) =>
        Matching([.. snapshot.Lines.Reverse()], state.List(ConsolePanel.Lines), line => line.Text);

    /// <summary>How many rows a panel has; none for the heatmap.</summary>
    public static int Count(ConsolePanel panel, SweepSnapshot snapshot, ConsoleState state) => panel switch
    {
        ConsolePanel.Devices => Devices(snapshot, state).Count,
        ConsolePanel.Chains => Chains(snapshot, state).Count,
        ConsolePanel.Claims => Claims(snapshot, state).Count,
        ConsolePanel.Problems => Problems(snapshot, state).Count,
        ConsolePanel.Lines => Lines(snapshot, state).Count,
        _ => 0,
    };

    /// <summary>The training that enter opens: that of the row or cell with the cursor; null where there is none.</summary>
    public static string? Stage(ConsoleContent content, ConsoleState state)
    {
        if (content.Snapshot is not { } snapshot) return null;
        return state.Panel switch
        {
            ConsolePanel.Heatmap when content.Heatmap is { } map => HeatmapCursor.Cell(map, state)?.Stage,
            ConsolePanel.Devices => At(Devices(snapshot, state), state)?.Stage,
            ConsolePanel.Chains => At(Chains(snapshot, state), state)?.Stage,
            ConsolePanel.Problems => At(Problems(snapshot, state), state)?.Stage,
            _ => null,
        };
    }

    private static T? At<T>(IReadOnlyList<T> rows, ConsoleState state) where T : class =>
        rows.Count == 0 ? null : rows[state.List(state.Panel).Among(rows.Count)];

    private static IReadOnlyList<T> Matching<T>(IReadOnlyList<T> all, ListState list, Func<T, string> text) => list.Filter.Length == 0 ? all
        : [.. all.Where(row => CultureInfo.InvariantCulture.CompareInfo.IndexOf(text(row), list.Filter, CompareOptions.OrdinalIgnoreCase) >= 0)];
}
