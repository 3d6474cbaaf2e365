using System.Collections.Immutable;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Status;
using Sweeper.Host.Output;

namespace Sweeper.Host.Status;

/// <summary>Cuts a heatmap out of the rows of a run.</summary>
internal static class HeatmapReader
{
    /// <summary>The heatmap of a choice; what the sweep has not is the first value that it has.</summary>
    public static Heatmap Read(IReadOnlyList<ResultGroup> rows, HeatmapChoice choice)
    {
        var axes = Axes(rows);
        var ticket = Pick(axes.Tickets, choice.Ticket);
        // A random ticket has no source and no way of pruning but its fraction: any choice of those shows it.
        var isSourced = ticket != Words.Of(TicketKind.Random);
        var chosen = new HeatmapChoice(
            Pick(axes.Models, choice.Model), Pick(axes.Prunings, choice.Pruning), Pick(axes.SourceOptimizers, choice.SourceOptimizer),
            Pick(axes.TargetOptimizers, choice.TargetOptimizer), ticket, axes.Rounds.Contains(choice.Round ?? -1) ? choice.Round : axes.Rounds.FirstOrDefault());
        var shown = rows.Where(row => IsOf(row.Group, chosen, isSourced)).ToList();
        ImmutableArray<string> sources = [.. shown.Select(row => SourceOf(row.Group)).Distinct()];
        ImmutableArray<string> targets = [.. shown.Select(row => row.Group.Target.Dataset.Display).Distinct()];
        var cells = shown.GroupBy(row => (SourceOf(row.Group), row.Group.Target.Dataset.Display)).ToDictionary(at => at.Key, at => Cell(at.First()));
        return new(axes, chosen, sources, targets, [.. sources.Select(source => targets.Select(target => cells.GetValueOrDefault((source, target))).ToImmutableArray())]);
    }

    private static HeatmapAxes Axes(IReadOnlyList<ResultGroup> rows)
    {
        var groups = rows.Select(row => row.Group).ToList();
        return new(
            [.. groups.Select(group => group.Model.Text).Distinct()],
            [.. groups.Select(group => group.Pruning).OfType<PruningPoint>().Select(point => Words.Of(point)).Distinct()],
            [.. groups.Select(group => group.Source?.Optimizer).OfType<string>().Distinct()],
            [.. groups.Select(group => group.Target.Optimizer).Distinct()],
            [.. groups.Select(group => Words.Of(group.Ticket)).Distinct()],
            [.. groups.Select(group => group.Round).Distinct().Order()]);
    }

    private static string? Pick(ImmutableArray<string> values, string? wanted) => wanted is not null && values.Contains(wanted) ? wanted : values.FirstOrDefault();

    private static bool IsOf(CellGroup group, HeatmapChoice choice, bool isSourced) =>
        group.Model.Text == choice.Model && group.Target.Optimizer == choice.TargetOptimizer && Words.Of(group.Ticket) == choice.Ticket && group.Round == choice.Round
        && (!isSourced || (group.Source!.Optimizer == choice.SourceOptimizer && Words.Of(group.Pruning!) == choice.Pruning));

    private static string SourceOf(CellGroup group) => group.Source?.Dataset.Display ?? Words.Of(group.Ticket);

    private static HeatmapCell Cell(ResultGroup row)
    {
        var statistics = row.Statistics;
        return new(
            statistics.Mean, statistics is { Ci95Low: { } low, Ci95High: { } high } ? (high - low) / 2 : null, statistics.N, row.Wanted,
            row.Seeds.Count(seed => seed.State is not (CellState.Done or CellState.Missing)), row.Group.IsOwnTarget, row.Seeds[0].Stage.Value);
    }
}
