using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Claims;
using Sweeper.Actors.Specs;
using static Sweeper.Actors.Tests.Claims.Numbers;

namespace Sweeper.Actors.Tests.Claims;

public class ClaimDecisionsTests
{
    [Theory]
    // Differences 1, 2, 3: mean 2, sd 1, t = 3.4641 of 2 degrees of freedom; P(T > t) = 1/2 - t / (2 sqrt(2 + t^2)) = 0.037090, interval 2 +- 2.4841.
    [InlineData(ClaimExpectation.Higher, null, Verdict.Supported, 0.0370899)]
    [InlineData(ClaimExpectation.Lower, null, Verdict.Contradicted, 0.9629101)]
    // Against -1: t = 5.19615, p = 0.017549.
    [InlineData(ClaimExpectation.NotLower, 1.0, Verdict.Supported, 0.0175494)]
    // Within 1: against 1 from below t = 1.7320 the wrong way, 1 - 0.112702; the interval, -0.48 .. 4.48, is not wholly outside.
    [InlineData(ClaimExpectation.Equal, 1.0, Verdict.Undecided, 0.8872983)]
    // Within 10: the upper test decides, t = -8 / 0.57735 = -13.856: p = 0.0025841.
    [InlineData(ClaimExpectation.Equal, 10.0, Verdict.Supported, 0.0025841)]
    public void Three_seeds_that_are_one_two_and_three_points_better(ClaimExpectation expect, double? margin, Verdict verdict, double p)
    {
        var found = Decide(Claim(expect, margin), 1, 2, 3);
        Assert.Equal(verdict, found.Verdict);
        Assert.Equal(p, found.P!.Value, 6);
        Assert.Equal(p, found.HolmP!.Value, 6);
        Assert.Equal((3, 3), (found.N, found.Wanted));
        Assert.Equal(2, found.Difference!.Value, 9);
        // t(0.975, 2) / sqrt(3).
        Assert.Equal(2 - 2.4841377118, found.Ci95Low!.Value, 6);
        Assert.Equal(2 + 2.4841377118, found.Ci95High!.Value, 6);
        Assert.Equal(2, found.EffectSize!.Value, 9);
        Assert.Empty(found.LeftOut);
        Assert.Empty(found.Notes);
    }

    [Theory]
    [InlineData(ClaimExpectation.Higher, null, Verdict.Contradicted)]
    [InlineData(ClaimExpectation.Lower, null, Verdict.Supported)]
    // The interval -2 +- 0.2484 lies below -1 and inside +-3.
    [InlineData(ClaimExpectation.NotLower, 1.0, Verdict.Contradicted)]
    [InlineData(ClaimExpectation.NotLower, 3.0, Verdict.Supported)]
    [InlineData(ClaimExpectation.NotLower, 2.0, Verdict.Undecided)]
    [InlineData(ClaimExpectation.Equal, 1.0, Verdict.Contradicted)]
    [InlineData(ClaimExpectation.Equal, 3.0, Verdict.Supported)]
    public void Three_seeds_that_are_surely_two_points_worse(ClaimExpectation expect, double? margin, Verdict verdict) =>
        Assert.Equal(verdict, Decide(Claim(expect, margin), -1.9, -2.0, -2.1).Verdict);

    [Fact]
    public void Not_lower_is_contradicted_only_where_the_whole_interval_is_below()
    {
        // 2 +- 2.4841: shifted so that the upper end is just above or below -1. The one-sided test alone would be significant in both.
        Assert.Equal(Verdict.Undecided, Decide(Claim(ClaimExpectation.NotLower, 1), -4.48, -3.48, -2.48).Verdict);
        Assert.Equal(Verdict.Contradicted, Decide(Claim(ClaimExpectation.NotLower, 1), -4.49, -3.49, -2.49).Verdict);
    }

    [Fact]
    public void Equal_is_contradicted_on_the_upper_side_too() =>
        Assert.Equal(Verdict.Contradicted, Decide(Claim(ClaimExpectation.Equal, 1), 1.9, 2.0, 2.1).Verdict);

    [Theory]
    [InlineData(ClaimExpectation.Higher, null, 0.5, Verdict.Supported, 0.0)]
    [InlineData(ClaimExpectation.Higher, null, -0.5, Verdict.Contradicted, 1.0)]
    [InlineData(ClaimExpectation.Higher, null, 0.0, Verdict.Undecided, 1.0)]
    [InlineData(ClaimExpectation.NotLower, 1.0, 0.0, Verdict.Supported, 0.0)]
    [InlineData(ClaimExpectation.Equal, 1.0, 0.3, Verdict.Supported, 0.0)]
    [InlineData(ClaimExpectation.Equal, 1.0, 1.5, Verdict.Contradicted, 1.0)]
    public void Seeds_that_agree_wholly_decide_by_the_sign(ClaimExpectation expect, double? margin, double difference, Verdict verdict, double p)
    {
        var found = Decide(Claim(expect, margin), difference, difference, difference);
        Assert.Equal((verdict, p), (found.Verdict, found.P));
        Assert.Null(found.EffectSize);
    }

    [Fact]
    public void One_seed_decides_nothing()
    {
        var found = Decide(Claim(ClaimExpectation.Higher), 5);
        Assert.Equal((Verdict.Undecided, 1, 5.0), (found.Verdict, found.N, Math.Round(found.Difference!.Value, 9)));
        Assert.Null(found.P);
        Assert.Null(found.HolmP);
        Assert.Null(found.Ci95Low);
        Assert.Null(found.SeedsStillNeeded);
        Assert.Equal(0.5, found.SignFlipP);
    }

    [Fact]
    public void Seeds_without_a_value_are_left_out_and_named()
    {
        var found = Decide(Claim(ClaimExpectation.Higher), 1, null, 2, 3);
        Assert.Equal((3, 4, Verdict.Supported), (found.N, found.Wanted, found.Verdict));
        Assert.Equal(["seed 1: NaN"], found.LeftOut);
    }

    [Fact]
    public void A_seed_counts_only_with_every_cell_of_both_sides()
    {
        var spec = Spec(3, rounds: 2) with { Claims = [Claim(ClaimExpectation.Higher) with { Rounds = [] }] };
        // Seed 2 lacks the random ticket at both pruned rounds, seed 0 the winning one at round 2. Round 0 is one training for both.
        var found = Decide(spec, (group, seed) => (seed, group.Ticket, group.Round) is (2, TicketKind.Random, > 0) or (0, TicketKind.Winning, 2) ? null : 50, CellState.Missing).Single();
        Assert.Equal(1, found.N);
        Assert.Equal(["seed 0: missing", "seed 2: 2 x missing"], found.LeftOut);
    }

    [Fact]
    public void Without_any_value_nothing_is_said()
    {
        var found = Decide(Claim(ClaimExpectation.Higher), null, null);
        Assert.Equal((Verdict.Undecided, 0, 2), (found.N is 0 ? found.Verdict : default, found.N, found.Wanted));
        Assert.Null(found.Difference);
        Assert.Null(found.SignFlipP);
        Assert.Equal(2, found.LeftOut.Count);
    }

    [Fact]
    public void Holm_counts_every_claim_of_the_sweep()
    {
        // p = 0.037090 alone supports; beside another claim it is 0.074 and undecided.
        var claim = Claim(ClaimExpectation.Higher);
        var spec = Spec(3) with { Claims = [claim, Claim(ClaimExpectation.Lower, name: "other")] };
        var found = Decide(spec, (group, seed) => group.Ticket == TicketKind.Random ? 50 : 51 + seed);
        Assert.Equal(Verdict.Undecided, found[0].Verdict);
        Assert.Equal(2 * 0.0370899, found[0].HolmP!.Value, 6);
        Assert.Equal(found[0].P, found[1].OppositeP);
        Assert.Equal(Verdict.Undecided, found[1].Verdict);
        // The larger of two is multiplied by 1.
        Assert.Equal(1 - 0.0370899, found[1].HolmP!.Value, 6);
    }

    [Fact]
    public void A_claim_that_cannot_be_tested_yet_counts_in_the_family()
    {
        var spec = Spec(3) with { Claims = [Claim(ClaimExpectation.Higher), Claim(ClaimExpectation.Higher, name: "later") with { Rounds = [0] }] };
        var found = Decide(spec, (group, seed) => group.Round == 0 ? null : group.Ticket == TicketKind.Random ? 50 : 51 + seed);
        Assert.Equal((0, null, Verdict.Undecided), (found[1].N, found[1].HolmP, found[1].Verdict));
        Assert.Equal(2 * 0.0370899, found[0].HolmP!.Value, 6);
    }

    [Fact]
    public void Seeds_still_needed_are_the_fewest_that_would_do()
    {
        // Mean 1, sd 1: t = sqrt(n). One-sided 5%: t(0.95, 2) = 2.920 > sqrt(3), t(0.95, 3) = 2.353 > 2, t(0.95, 4) = 2.132 < sqrt(5) = 2.236.
        var found = Decide(Claim(ClaimExpectation.Higher), 0, 1, 2);
        Assert.Equal((Verdict.Undecided, 2), (found.Verdict, found.SeedsStillNeeded));
        // The wrong way, and not at all.
        Assert.Null(Decide(Claim(ClaimExpectation.Lower), 0, 1, 2).SeedsStillNeeded);
        Assert.Null(Decide(Claim(ClaimExpectation.Higher), -1, 0, 1).SeedsStillNeeded);
        // At 2.5%, beside a claim of the opposite: t(0.975, n - 1) is 2.571 > sqrt(6), 2.447 < sqrt(7).
        var spec = Spec(3) with { Claims = [Claim(ClaimExpectation.Higher), Claim(ClaimExpectation.Lower, name: "other")] };
        Assert.Equal(4, Decide(spec, (group, seed) => group.Ticket == TicketKind.Random ? 50 : 50 + seed)[0].SeedsStillNeeded);
    }

    [Fact]
    public void Signs_and_ranks_stand_beside_with_the_n_at_which_they_could_decide()
    {
        var found = Decide(Claim(ClaimExpectation.Higher), 1, 2, 3);
        Assert.Equal((1 / 8.0, 1 / 8.0, 5, 5), (found.SignFlipP!.Value, found.WilcoxonP!.Value, found.SignFlipDecidesFrom!.Value, found.WilcoxonDecidesFrom!.Value));
        // For not-lower the margin is added: all three are then above 0.
        Assert.Equal(1 / 8.0, Decide(Claim(ClaimExpectation.NotLower, 1), -0.5, 0.1, 0.2).SignFlipP);
        Assert.Null(Decide(Claim(ClaimExpectation.Equal, 1), 1, 2, 3).SignFlipP);
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter()
    {
        var plan = Support.Sweeps.Plan(Spec(4, rounds: 3) with { Claims = [Claim(ClaimExpectation.Higher) with { Rounds = [1, 2, 3] }] });
        var rows = Rows(plan, (group, seed) => 50 + 0.1 * group.Round * seed + (group.Ticket == TicketKind.Winning ? 0.7 * seed : 0.3));
        var (one, other) = (ClaimDecisions.Decide(plan, rows)[0], ClaimDecisions.Decide(plan, [.. rows.Reverse()])[0]);
        Assert.Equal((one.Verdict, one.Difference, one.P), (other.Verdict, other.Difference, other.P));
    }
}
