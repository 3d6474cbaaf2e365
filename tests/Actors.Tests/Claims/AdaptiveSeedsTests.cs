using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Claims;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using static Sweeper.Actors.Tests.Claims.Numbers;

namespace Sweeper.Actors.Tests.Claims;

/// <summary>How many seeds results ask for, and what that does to intervals and p values.</summary>
public class AdaptiveSeedsTests
{
    // Differences 1, 2, 3: sd 1. With K = 5 looks the interval is at 99%: t(0.995, 2) = 0.99 sqrt(2 / (4 x 0.995 x 0.005)) = 9.924843,
    // over sqrt 3 it is 5.730111. From here a difference of 2 more: n 4, sd 0.816497, t(0.995, 3) = 5.840909, half-width 2.384541.
    [Theory]
    [InlineData(5.731, 3)]
    [InlineData(5.729, 4)]
    [InlineData(2.385, 4)]
    // The seeds from the fifth on give NaN: they end, and narrow nothing.
    [InlineData(2.384, 7)]
    public void A_claim_takes_seeds_until_its_interval_is_as_narrow_as_asked_for(double halfWidth, int seeds)
    {
        var spec = Adaptive(new SeedRule(3, 7, halfWidth), Claim(ClaimExpectation.Higher));
        var verdict = Decided(spec, (group, seed) => group.Ticket == TicketKind.Random ? 50 : new double?[] { 51, 52, 53, 52, null }.ElementAtOrDefault(seed)).Single();
        Assert.Equal(seeds, verdict.Wanted);
    }

    [Fact]
    public void The_interval_and_the_p_of_a_claim_allow_for_every_look()
    {
        var spec = Adaptive(new SeedRule(3, 7, 10), Claim(ClaimExpectation.Higher));
        var verdict = Decided(spec, (group, seed) => group.Ticket == TicketKind.Random ? 50 : 51 + seed).Single();
        Assert.Equal((3, 3), (verdict.N, verdict.Wanted));
        Assert.Equal(2 - 5.730111, verdict.Ci95Low!.Value, 5);
        Assert.Equal(2 + 5.730111, verdict.Ci95High!.Value, 5);
        // Five times 1/2 - t / (2 sqrt(2 + t^2)) with t = 2 sqrt 3.
        Assert.Equal(5 * 0.0370899, verdict.P!.Value, 6);
        Assert.Equal(Verdict.Undecided, verdict.Verdict);
        Assert.Equal(["seeds 3 of at most 7: ±5.73 points, ±10 asked for; interval and p allow for 5 looks"], verdict.Notes);
    }

    [Fact]
    public void A_look_waits_for_every_cell_of_both_sides()
    {
        var spec = Adaptive(new SeedRule(3, 7, 0.1), Claim(ClaimExpectation.Higher));
        Func<CellGroup, int, double?> percent = (group, seed) => group.Ticket == TicketKind.Random ? seed == 2 ? null : 50 : 51 + seed;
        Assert.Equal(3, Decided(spec, percent, CellState.Missing).Single().Wanted);
        // One that will never come is waited for no longer; the two seeds left have an interval that is too wide, up to the last.
        Assert.Equal(4, Decided(spec, (group, seed) => seed > 3 ? null : percent(group, seed), CellState.Nan, missingFrom: 3).Single().Wanted);
    }

    [Fact]
    public void What_fails_every_time_gets_no_more_seeds()
    {
        var spec = Adaptive(new SeedRule(3, 7, 0.1), Claim(ClaimExpectation.Higher));
        Assert.Equal(3, Decided(spec, (group, _) => group.Ticket == TicketKind.Random ? 50 : null).Single().Wanted);
    }

    [Fact]
    public void A_claim_grows_alone_and_its_verdict_does_not_depend_on_others()
    {
        var plan = Sweeps.Plan(Two());
        var all = Rows(plan, Percent);
        var verdicts = ClaimDecisions.Decide(plan, AskedSeeds.Cut(plan, all));
        Assert.Equal([2, 6], verdicts.Select(verdict => verdict.Wanted));
        Assert.Equal(verdicts[0].P, ClaimDecisions.Decide(plan, all)[0].P);
        // Round 1 of both tickets is the first claim's, round 2 the second's; round 0 is nobody's.
        Assert.Equal([(0, 2), (1, 2), (2, 6)], AskedSeeds.Cut(plan, all).Select(row => (row.Group.Round, row.Wanted)).Distinct().Order());
        Assert.All(AskedSeeds.Cut(plan, all), row => Assert.Equal(row.Wanted, row.Statistics.N));

        // At round 1 the difference is the same for every seed, at round 2 it is not.
        static double? Percent(CellGroup group, int seed) => group.Ticket == TicketKind.Random ? 50 : 51 + (group.Round == 2 ? seed % 3 : 0);
    }

    [Fact]
    public void Without_claims_a_target_grows_as_one_until_every_row_of_it_is_narrow()
    {
        var spec = Sweeps.Winning("a", "a b", rounds: 1) with { SeedRule = new SeedRule(2, 5, 0.5), Seeds = Sweeps.Seeds(5) };
        var plan = Sweeps.Plan(spec);
        var rows = AskedSeeds.Cut(plan, Rows(plan, (group, seed) => group.Target.Dataset.Text == "b" && group.Round == 1 ? 50 + 10 * seed : 50));
        Assert.Equal([("a", 2), ("b", 5)], rows.Select(row => (row.Group.Target.Dataset.Text, row.Wanted)).Distinct().Order());
    }

    [Fact]
    public void A_plan_has_every_cell_that_may_be_asked_for_and_no_other()
    {
        var plan = Sweeps.Plan(Two());
        Assert.Equal([(0, 2), (1, 6), (2, 6)], plan.Groups.Select(group => (group.Round, group.Cells.Length)).Distinct().Order());
        Assert.Equal(12, Sweeps.Plan(Two().WithFewestSeeds()).Cells);
    }

    [Fact]
    public void Fixed_seeds_are_left_as_they_are()
    {
        var plan = Sweeps.Plan(Spec(3));
        var rows = Rows(plan, (_, _) => 50);
        Assert.Same(rows, AskedSeeds.Cut(plan, rows));
    }

    [Fact]
    public void Levels_are_those_of_Bonferroni()
    {
        Assert.Equal(0.95, new SeedRule(3, 3, 1).Level);
        Assert.Equal(1 - 0.05 / 8, new SeedRule(3, 10, 1).Level);
        Assert.Equal((0.95, 1), (Spec(3).IntervalLevel, Spec(3).Looks));
    }

    // Two claims, a round each.
    private static SweepSpec Two() => Adaptive(
        new SeedRule(2, 6, 0.5), Claim(ClaimExpectation.Higher), Claim(ClaimExpectation.Higher, name: "second") with { Rounds = [2] });

    private static SweepSpec Adaptive(SeedRule rule, params IEnumerable<ClaimSpec> claims) =>
        Spec(rule.Max, rounds: 2) with { SeedRule = rule, Claims = [.. claims] };

    private static IReadOnlyList<ClaimVerdict> Decided(SweepSpec spec, Func<CellGroup, int, double?> percent, CellState without = CellState.Nan, int missingFrom = int.MaxValue)
    {
        var plan = Sweeps.Plan(spec);
        var rows = Rows(plan, percent, without).Select(row => row with
        {
            Seeds = [.. row.Seeds.Select(value => value.Seed >= missingFrom ? value with { Accuracy = null, State = CellState.Missing } : value)],
        });
        return ClaimDecisions.Decide(plan, AskedSeeds.Cut(plan, [.. rows]));
    }
}
