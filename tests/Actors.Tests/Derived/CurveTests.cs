using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Derived;
using Sweeper.Actors.Specs;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Tests.Derived;

public class CurveTests
{
    // scipy.stats.t.ppf(0.975, 2), and the square root of 3.
    private const double T2 = 4.302652729911275;
    private static readonly double Root3 = Math.Sqrt(3);

    [Fact]
    public void Differences_are_paired_by_seed_and_seeds_without_both_values_do_not_count()
    {
        // 1, 2, 3 points of difference; the fourth seed lacks one side.
        var difference = PairedDifference.Of(Points.Winning("a", "b", 1, 91, 82, 73, 60), Points.Random("b", 1, 90, 80, 70, double.NaN));
        Assert.Equal(3, difference.N);
        Assert.Equal(2, difference.Mean!.Value, 1e-9);
        Assert.Equal(1, difference.Sd!.Value, 1e-9);
        Assert.Equal(2 - T2 / Root3, difference.Ci95Low!.Value, 1e-9);
        Assert.Equal(2 + T2 / Root3, difference.Ci95High!.Value, 1e-9);
    }

    [Fact]
    public void A_curve_matches_up_to_the_last_round_before_its_first_failure()
    {
        var dense = Points.Winning("a", "a", 0, 90, 90, 90);
        // Round 1: lower end 0.3 - 0; round 2 fails (mean -1, no spread); round 3 would match again, and does not count.
        var curve = One(dense, Points.Winning("a", "a", 1, 90.3, 90.3, 90.3), Points.Winning("a", "a", 2, 89, 89, 89), Points.Winning("a", "a", 3, 91, 91, 91));
        var extent = MatchingExtent.Of(curve, dense);
        Assert.Equal(1, extent.Last!.Group.Round);
        Assert.Equal(2, extent.Stopped!.Group.Round);
        Assert.Equal(-1, extent.AtStop!.Mean!.Value, 1e-9);
        Assert.Null(MatchingExtent.Of(curve, dense, margin: 1.1).Stopped);
    }

    [Fact]
    public void The_interval_decides_a_match_and_not_the_mean()
    {
        var dense = Points.Winning("a", "a", 0, 90, 90, 90);
        // Mean 0, sd 1: the lower end is -T2 / sqrt(3) = -2.48.
        var curve = One(Points.Winning("a", "a", 1, 89, 90, 91));
        Assert.Null(MatchingExtent.Of(curve, dense, margin: 2.48).Last);
        Assert.Equal(1, MatchingExtent.Of(curve, dense, margin: 2.49).Last!.Group.Round);
    }

    [Fact]
    public void One_seed_shows_no_match()
    {
        var extent = MatchingExtent.Of(One(Points.Winning("a", "a", 1, 95, double.NaN)), Points.Winning("a", "a", 0, 90, 90));
        Assert.Null(extent.Last);
        Assert.Equal(1, extent.AtStop!.N);
    }

    [Fact]
    public void Every_curve_is_compared_with_its_targets_own_random_and_dense_ones()
    {
        var set = new CurveSet(
        [
            Points.Winning("a", "b", 0, 80), Points.Winning("a", "b", 1, 81), Points.Winning("b", "b", 0, 82), Points.Winning("b", "b", 1, 83),
            Points.Winning("a", "a", 0, 84), Points.Random("a", 0, 84), Points.Random("b", 1, 70),
        ]);
        var transferred = set.Curves.Single(curve => curve.Source?.Dataset.Text == "a" && curve.Target.Dataset.Text == "b");
        Assert.Equal([0, 1], transferred.Points.Select(point => point.Group.Round));
        Assert.Equal(0.83, set.OwnOf(transferred)!.At(1)!.Statistics.Mean);
        Assert.Equal(0.70, set.RandomOf(transferred)!.At(1)!.Statistics.Mean);
        // Not its own round 0, which starts from the source's weights.
        Assert.Equal(0.82, set.DenseOf(transferred)!.Statistics.Mean);
        Assert.Null(set.RandomOf(transferred)!.At(0));
        Assert.Null(set.OwnOf(set.RandomOf(transferred)!));
    }

    [Fact]
    public void Sources_with_rewind_points_of_their_own_are_compared_by_their_place_on_the_axis()
    {
        var set = new CurveSet(
        [
            Points.Row(TicketKind.Winning, "a", "b", 1, Duration.Epochs(3), 80), Points.Row(TicketKind.Winning, "b", "b", 1, Duration.Epochs(1), 81),
        ]);
        Assert.Equal(0.81, set.OwnOf(set.Curves[0])!.At(1)!.Statistics.Mean);
        var axis = new CurveSet(
        [
            Points.Row(TicketKind.Winning, "a", "b", 1, Duration.Zero, 80), Points.Row(TicketKind.Winning, "a", "b", 1, Duration.Epochs(1), 80),
            Points.Row(TicketKind.Winning, "b", "b", 1, Duration.Zero, 82), Points.Row(TicketKind.Winning, "b", "b", 1, Duration.Epochs(1), 83),
        ]);
        Assert.Equal([0.82, 0.83], axis.Curves.Take(2).Select(curve => axis.OwnOf(curve)!.At(1)!.Statistics.Mean!.Value));
    }

    [Fact]
    public void Sources_are_ranked_by_the_mean_gain_of_their_sparse_rounds()
    {
        // Rounds 4 and 5 have 59% and 67% pruned; round 1 has 20% and does not count.
        var set = new CurveSet(
        [
            Points.Winning("a", "b", 1, 99, 99), Points.Winning("a", "b", 4, 81, 83), Points.Winning("a", "b", 5, 82, 84),
            Points.Winning("b", "b", 1, 10, 10), Points.Winning("b", "b", 4, 84, 84), Points.Winning("b", "b", 5, 84, double.NaN),
            Points.Random("b", 1, 80, 80), Points.Random("b", 4, 80, 80), Points.Random("b", 5, 80, 80),
        ]);
        var ranking = SourceRanking.Of(set.Curves.Where(curve => curve.Source is not null), set.Curves.Single(curve => curve.Source is null));
        Assert.Equal(["b", "a"], ranking.Select(place => place.Curve.Source!.Dataset.Text));
        // b: seed 1 lacks round 5, so seed 0 alone: (4 + 4) / 2. a: seeds give (1 + 2) / 2 and (3 + 4) / 2.
        Assert.Equal((1, 2), (ranking[0].Gain.N, ranking[0].Rounds));
        Assert.Equal(4, ranking[0].Gain.Mean!.Value, 1e-9);
        Assert.Equal(2.5, ranking[1].Gain.Mean!.Value, 1e-9);
        Assert.Equal(Math.Sqrt(2), ranking[1].Gain.Sd!.Value, 1e-9);
    }

    private static Curve One(params ResultGroup[] points) => new CurveSet(points).Curves.Single();
}
