using System.Collections.Immutable;
using Sweeper.Actors.Status;

namespace Sweeper.Host.Watching.Keys;

/// <summary>The keys of the heatmap: where one is in it, and which one is shown.</summary>
internal static class HeatmapKeys
{
    /// <summary>The state after a key; without a heatmap there is nothing to move in.</summary>
    public static ConsoleState Press(ConsoleState state, KeyPress key, Heatmap? map)
    {
        if (key == KeyPress.Of('v')) return state with { ColoursProgress = !state.ColoursProgress };
        if (map is null) return state;
        if (KeyHandler.Steps(key) is { } down) return state with { Row = Math.Clamp(HeatmapCursor.Row(map, state) + down, 0, Math.Max(0, map.Sources.Length - 1)) };
        if (Sideways(key) is { } right) return state with { Column = Math.Clamp(HeatmapCursor.Column(map, state) + right, 0, Math.Max(0, map.Targets.Length - 1)) };
        return key.Key == Key.Letter ? state with { Choice = Step(state.Choice, map, key.Letter.Value) } : state;
    }

    private static int? Sideways(KeyPress key) => key switch
    {
        { Key: Key.Left } or { Letter.Value: 'h' } => -1,
        { Key: Key.Right } or { Letter.Value: 'l' } => 1,
        _ => null,
    };

    // What has been chosen counts, also while the heatmap that is shown is still another's.
    private static HeatmapChoice Step(HeatmapChoice choice, Heatmap map, int letter) => letter switch
    {
        '[' => choice with { Round = Round(map.Axes.Rounds, choice.Round ?? map.Choice.Round, -1) },
        ']' => choice with { Round = Round(map.Axes.Rounds, choice.Round ?? map.Choice.Round, 1) },
        'y' => choice with { Ticket = Next(map.Axes.Tickets, choice.Ticket ?? map.Choice.Ticket) },
        'o' => choice with { SourceOptimizer = Next(map.Axes.SourceOptimizers, choice.SourceOptimizer ?? map.Choice.SourceOptimizer) },
        'O' => choice with { TargetOptimizer = Next(map.Axes.TargetOptimizers, choice.TargetOptimizer ?? map.Choice.TargetOptimizer) },
        'm' => choice with { Model = Next(map.Axes.Models, choice.Model ?? map.Choice.Model) },
        'u' => choice with { Pruning = Next(map.Axes.Prunings, choice.Pruning ?? map.Choice.Pruning) },
        _ => choice,
    };

    private static string? Next(ImmutableArray<string> values, string? value) => values.IsEmpty ? null : values[(Math.Max(0, values.IndexOf(value!)) + 1) % values.Length];

    private static int? Round(ImmutableArray<int> rounds, int? round, int step) =>
        rounds.IsEmpty ? null : rounds[Math.Clamp(Math.Max(0, rounds.IndexOf(round ?? -1)) + step, 0, rounds.Length - 1)];
}
