using System.Globalization;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Claims;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Statistics;
using Sweeper.Bench.Planning;
using Sweeper.Training.Draws;

namespace Sweeper.Bench.Statistics;

/// <summary>
/// A sweep with one claim and adaptive seeds, over and over: the true difference is 0 and seeds differ from it by a normal deviate. Rows go through what
/// a run uses; beside it stands the rule that looks as often and allows for it nowhere.
/// </summary>
internal sealed class AdaptiveSeeds
{
    private static readonly SeedRule Rule = new(3, 10, 0.5);

    private readonly SweepPlan _plan;

    public AdaptiveSeeds()
    {
        var claim = new ClaimSpec
        {
            Name = "null",
            Compare = new ClaimArm { Ticket = TicketKind.Winning },
            Against = new ClaimArm { Ticket = TicketKind.Random },
            Rounds = [1],
            Expect = ClaimExpectation.Higher,
        };
        var spec = LargeSweeps.Chains(25);
        _plan = LargeSweeps.Plan(spec with
        {
            Seeds = [.. Enumerable.Range(0, Rule.Max).Select(seed => (long)seed)],
            SeedRule = Rule,
            Claims = [claim],
            Pruning = spec.Pruning with { Rounds = 1 },
            EvaluatedRounds = [1],
        });
    }

    /// <summary>What the rule is, for people.</summary>
    public static string Name => string.Create(CultureInfo.InvariantCulture, $"{Rule.Min} to {Rule.Max} seeds until ±{Rule.HalfWidth}, {Rule.Looks} looks");

    /// <summary>One sweep: whether its interval holds the true difference, whether it finds one, and the seeds that it took.</summary>
    public (bool Covers, bool Supported, int Seeds) Sweep(Draw draw, double sd)
    {
        var differences = Differences(draw, sd);
        var rows = _plan.Groups.Select(group => new ResultGroup(group, null, GroupStatistics.Of([]),
            [.. group.Cells.Select(cell => new SeedValue(cell.Seed, 0.5 + (group.Ticket == TicketKind.Winning ? differences[cell.Seed] / 100 : 0), CellState.Done, _plan.Stages[cell.Stage].Key))]));
        var verdict = ClaimDecisions.Decide(_plan, AskedSeeds.Cut(_plan, [.. rows]))[0];
        return (verdict.Ci95Low <= 0 && verdict.Ci95High >= 0, verdict.Verdict == Verdict.Supported, verdict.Wanted);
    }

    /// <summary>The same sweep by whoever looks at the plain 95% interval after each seed and stops when it is narrow.</summary>
    public static (bool Covers, bool Supported, int Seeds) Naive(Draw draw, double sd)
    {
        var differences = Differences(draw, sd);
        for (var seeds = Rule.Min; ; seeds++)
        {
            var interval = StudentInterval.Of(differences[..seeds], 0.95);
            if (seeds < Rule.Max && (interval.High - interval.Low) / 2 > Rule.HalfWidth) continue;
            return (interval.Low <= 0 && interval.High >= 0, PairedTTest.P(differences[..seeds], Alternative.Greater) < 0.05, seeds);
        }
    }

    private static double[] Differences(Draw draw, double sd) => [.. Enumerable.Range(0, Rule.Max).Select(_ => sd * draw.Normal())];
}
