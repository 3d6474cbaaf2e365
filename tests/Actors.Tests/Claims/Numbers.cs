using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Claims;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;

namespace Sweeper.Actors.Tests.Claims;

/// <summary>Rows made up: a plan's groups with the accuracies, in percent, that a function gives; null is a cell without one.</summary>
internal static class Numbers
{
    public static readonly ClaimArm WinningArm = new() { Ticket = TicketKind.Winning };
    public static readonly ClaimArm RandomArm = new() { Ticket = TicketKind.Random };

    /// <summary>Winning tickets of a, and random ones, on a.</summary>
    public static SweepSpec Spec(int seeds, int rounds = 1) => Sweeps.Winning("a", "a", rounds, seeds) with { Tickets = [TicketKind.Winning, TicketKind.Random] };

    public static ClaimSpec Claim(ClaimExpectation expect, double? margin = null, string name = "claim") =>
        new() { Name = name, Compare = WinningArm, Against = RandomArm, Rounds = [1], Expect = expect, Margin = margin };

    /// <summary>The verdict on one claim over differences, a seed each, between winning and random at round 1; null is a NaN of the winning ticket.</summary>
    public static ClaimVerdict Decide(ClaimSpec claim, params double?[] differences)
    {
        var spec = Spec(differences.Length) with { Claims = [claim] };
        return Decide(spec, (group, seed) => group.Ticket == TicketKind.Random ? 50 : 50 + differences[seed]).Single();
    }

    public static IReadOnlyList<ClaimVerdict> Decide(SweepSpec spec, Func<CellGroup, int, double?> percent, CellState without = CellState.Nan)
    {
        var plan = Sweeps.Plan(spec);
        return ClaimDecisions.Decide(plan, Rows(plan, percent, without));
    }

    public static IReadOnlyList<ResultGroup> Rows(SweepPlan plan, Func<CellGroup, int, double?> percent, CellState without = CellState.Nan) =>
    [
        .. plan.Groups.Select(group => new ResultGroup(group, null, GroupStatistics.Of([]),
        [
            .. group.Cells.Select(cell => percent(group, (int)cell.Seed) is { } value
                ? new SeedValue(cell.Seed, value / 100, CellState.Done, plan.Stages[cell.Stage].Key)
                : new SeedValue(cell.Seed, null, without, plan.Stages[cell.Stage].Key)),
        ])),
    ];
}
