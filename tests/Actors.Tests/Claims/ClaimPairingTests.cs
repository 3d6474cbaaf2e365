using Sweeper.Actors.Claims;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Pruning;
using Sweeper.Training.Time;
using static Sweeper.Actors.Tests.Claims.Numbers;

namespace Sweeper.Actors.Tests.Claims;

/// <summary>Which cells are compared with which, told by the mean difference that comes out.</summary>
public class ClaimPairingTests
{
    private static readonly TicketKind[] Both = [TicketKind.Winning, TicketKind.Random];

    [Fact]
    public void Targets_and_rounds_are_averaged()
    {
        var spec = Sweeps.Winning("a", "a b", rounds: 2, seeds: 2) with { Tickets = [.. Both] };
        // On a: 1 and 2 at rounds 1 and 2; on b: 3 and 6.
        static double? Percent(CellGroup group, int seed) =>
            group.Ticket == TicketKind.Random ? 40 : 40 + group.Round * (group.Target.Dataset.Text == "a" ? 1 : 3);
        var claim = Claim(ClaimExpectation.Higher) with { Rounds = [1, 2] };
        Assert.Equal(3, Difference(spec, claim, Percent));
        Assert.Equal(1.5, Difference(spec, claim with { Targets = ["a"] }, Percent));
        Assert.Equal(6, Difference(spec, claim with { Targets = ["b"], Rounds = [2] }, Percent));
    }

    [Fact]
    public void A_random_ticket_serves_every_source_of_its_target()
    {
        var spec = Sweeps.Winning("a b", "a", rounds: 1, seeds: 2) with { Tickets = [.. Both] };
        static double? Percent(CellGroup group, int seed) => group.Source?.Dataset.Text switch { "a" => 53, "b" => 51, _ => 50 };
        Assert.Equal(2, Difference(spec, Claim(ClaimExpectation.Higher), Percent));
        Assert.Equal(1, Difference(spec, Claim(ClaimExpectation.Higher) with { Compare = WinningArm with { Source = "b" } }, Percent));
        Assert.Equal(-1, Difference(spec, Claim(ClaimExpectation.Lower) with { Compare = RandomArm, Against = WinningArm with { Source = "b" } }, Percent));
    }

    [Fact]
    public void What_both_sides_name_is_compared_and_the_rest_paired()
    {
        var spec = Sweeps.Winning("a b", "a b", rounds: 1, seeds: 2) with { Tickets = [TicketKind.Winning] };
        // a's tickets: 60 on a, 58 on b; b's tickets: 55 on a, 57 on b. Mean of 5 and 1.
        static double? Percent(CellGroup group, int seed) => (group.Source!.Dataset.Text, group.Target.Dataset.Text) switch { ("a", "a") => 60, ("a", _) => 58, (_, "a") => 55, _ => 57 };
        var claim = Claim(ClaimExpectation.Higher) with { Compare = WinningArm with { Source = "a" }, Against = WinningArm with { Source = "b" } };
        Assert.Equal(3, Difference(spec, claim, Percent));
    }

    [Theory]
    [InlineData("a b", "a", null, "a")]
    [InlineData("a b", null, "b", "b")]
    [InlineData("a a-a", "a", "a-a", "a-a")]
    public void Cells_are_not_compared_with_themselves(string sources, string? compare, string? against, string shared)
    {
        var claim = Claim(ClaimExpectation.Equal, margin: 1, name: "mine are as good") with { Compare = WinningArm with { Source = compare }, Against = WinningArm with { Source = against } };
        var spec = Sweeps.Winning(sources, "c", rounds: 1, seeds: 2) with { Claims = [claim] };
        var problem = Assert.Single(SweepPlanner.Plan([spec], Facts.Describe).Problems);
        Assert.Equal("claims", problem.Path);
        Assert.StartsWith($"claim 'mine are as good' compares cells with themselves: those of tickets of {shared}/sgd on c/sgd stand on both sides; name on each side what differs", problem.Message);
    }

    [Fact]
    public void What_one_side_names_the_other_has_too()
    {
        var spec = Sweeps.Winning("a b", "a", rounds: 1, seeds: 2) with { Tickets = [TicketKind.Winning, TicketKind.RandomWeights] };
        static double? Percent(CellGroup group, int seed) => (group.Ticket, group.Source!.Dataset.Text) switch { (TicketKind.Winning, "a") => 60, (TicketKind.Winning, _) => 80, (_, "a") => 58, _ => 71 };
        var fresh = new ClaimArm { Ticket = TicketKind.RandomWeights };
        Assert.Equal(2, Difference(spec, Claim(ClaimExpectation.Higher) with { Compare = WinningArm with { Source = "a" }, Against = fresh }, Percent));
        Assert.Equal(9, Difference(spec, Claim(ClaimExpectation.Higher) with { Against = fresh with { Source = "b" } }, Percent));
        Assert.Equal(5.5, Difference(spec, Claim(ClaimExpectation.Higher) with { Against = fresh }, Percent));
    }

    [Fact]
    public void Scopes_are_paired_within_model_source_and_optimizers()
    {
        var spec = Sweeps.Winning("a b", "a", rounds: 1, seeds: 2);
        spec = spec with { Pruning = spec.Pruning with { Scopes = [PruningScope.Global, PruningScope.Layerwise], Fractions = [0.2m, 0.5m] } };
        static double? Percent(CellGroup group, int seed) =>
            50 + (group.Pruning!.Rule.Scope == PruningScope.Global ? group.Fraction == 0.2m ? 3 : 1 : 0) + (group.Source!.Dataset.Text == "a" ? 10 : 0);
        var claim = Claim(ClaimExpectation.Higher) with { Compare = WinningArm with { Scope = "global" }, Against = WinningArm with { Scope = "layerwise" } };
        Assert.Equal(2, Difference(spec, claim, Percent));
    }

    [Fact]
    public void Optimizers_filter_and_pair()
    {
        var spec = Sweeps.Winning("a", "a", rounds: 1, seeds: 2) with { Sources = Sweeps.Under("a", "sgd", "adam"), Targets = Sweeps.Under("a", "sgd", "adam"), Tickets = [.. Both] };
        static double? Percent(CellGroup group, int seed) => (group.Source?.Optimizer, group.Target.Optimizer) switch
        {
            ("adam", "sgd") => 54,
            ("sgd", "sgd") => 53,
            ("adam", "adam") => 67,
            ("sgd", "adam") => 62,
            (null, "sgd") => 50,
            _ => 60,
        };
        var under = WinningArm with { TargetOptimizer = "sgd" };
        var adams = Claim(ClaimExpectation.Higher) with { Compare = under with { SourceOptimizer = "adam" }, Against = RandomArm with { TargetOptimizer = "sgd" } };
        Assert.Equal(4, Difference(spec, adams, Percent));
        Assert.Equal(1, Difference(spec, adams with { Against = under with { SourceOptimizer = "sgd" } }, Percent));
        // Only one side names the target's optimizer: the other side's cells have it too.
        Assert.Equal(4, Difference(spec, adams with { Against = RandomArm }, Percent));
        // Over both target optimizers: 1 and 5.
        Assert.Equal(3, Difference(spec, adams with { Compare = WinningArm with { SourceOptimizer = "adam" }, Against = WinningArm with { SourceOptimizer = "sgd" } }, Percent));
    }

    [Fact]
    public void An_override_of_one_sources_rewind_does_not_keep_sides_apart()
    {
        var spec = Sweeps.Winning("a b", "a", rounds: 1, seeds: 2) with { Overrides = [new() { Datasets = ["b"], Pruning = new() { Rewind = Duration.Steps(7) } }] };
        var claim = Claim(ClaimExpectation.Higher) with { Compare = WinningArm with { Source = "a" }, Against = WinningArm with { Source = "b" } };
        Assert.Equal(2, Difference(spec, claim, (group, seed) => group.Source!.Dataset.Text == "a" ? 52 : 50));
    }

    [Fact]
    public void Cells_of_one_side_alone_are_left_out_and_said()
    {
        // a's tickets go to a alone, b's to both: common is a.
        var spec = Sweeps.Winning("a b", "a b", rounds: 1, seeds: 2) with { Pairs = [new PairFilter.Except(new(["a"], []), new(["b"], []))] };
        var claim = Claim(ClaimExpectation.Higher) with { Compare = WinningArm with { Source = "a" }, Against = WinningArm with { Source = "b" } };
        var found = Decide(spec with { Claims = [claim] }, (group, seed) => (group.Source!.Dataset.Text, group.Target.Dataset.Text) switch { ("a", _) => 52, (_, "a") => 51, _ => 90 }).Single();
        Assert.Equal(1, found.Difference!.Value, 9);
        Assert.Equal(["decided on the cells that both sides have; left out: b round 1 only in against"], found.Notes);
    }

    [Fact]
    public void Sides_without_a_common_cell_decide_nothing()
    {
        var spec = Sweeps.Winning("a b", "a b", rounds: 1, seeds: 2) with { Pairs = [new PairFilter.SameDataset()] };
        var claim = Claim(ClaimExpectation.Higher) with { Compare = WinningArm with { Source = "a" }, Against = WinningArm with { Source = "b" } };
        var found = Decide(spec with { Claims = [claim] }, (group, seed) => 50).Single();
        Assert.Equal((Verdict.Undecided, 0), (found.Verdict, found.N));
        Assert.Equal(["no cells that both sides share"], found.Notes);
    }

    [Fact]
    public void Grows_is_the_slope_a_round_over_the_rounds()
    {
        var spec = Sweeps.Winning("a", "a b", rounds: 4, seeds: 3) with { Tickets = [.. Both], EvaluatedRounds = [0, 1, 2, 4] };
        // On a the lead is 0.5 a round, on b 1.5, whatever the level; seeds add -0.1, 0 and 0.1.
        static double? Percent(CellGroup group, int seed) => group.Ticket == TicketKind.Random ? 40
            : 40 + (group.Target.Dataset.Text == "a" ? 7 + 0.5 * group.Round : 1.5 * group.Round) + 0.1 * (seed - 1) * group.Round;
        var found = Decide(spec with { Claims = [Claim(ClaimExpectation.Grows) with { Rounds = [] }] }, Percent).Single();
        Assert.Equal(1, found.Difference!.Value, 9);
        Assert.Equal(0.1, found.Sd!.Value, 9);
        Assert.Equal(Verdict.Supported, found.Verdict);
        // By hand, over rounds 1, 2 and 4 of y = 1, 2, 0: mean x 7/3, sum (x - mean) y = -4/3 - 2/3 = -2, sum of squares 42/9: -3/7.
        static double? Uneven(CellGroup group, int seed) => group.Ticket == TicketKind.Random ? 40 : 40 + (group.Round == 4 ? 0 : group.Round);
        Assert.Equal(-3 / 7.0, Difference(spec, Claim(ClaimExpectation.Grows) with { Targets = ["a"], Rounds = [1, 2, 4] }, Uneven), 9);
    }

    [Fact]
    public void Several_sweeps_in_one_plan_are_refused() =>
        Assert.Throws<ArgumentException>(() => ClaimDecisions.Decide(Sweeps.Plan(Sweeps.Winning(), Sweeps.Winning("b") with { Name = "other" }), []));

    private static double Difference(SweepSpec spec, ClaimSpec claim, Func<CellGroup, int, double?> percent) =>
        Math.Round(Decide(spec with { Claims = [claim] }, percent).Single().Difference!.Value, 9);
}
