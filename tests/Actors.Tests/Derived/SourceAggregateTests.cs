using Sweeper.Actors.Derived;
using Sweeper.Actors.Statistics;

namespace Sweeper.Actors.Tests.Derived;

public class SourceAggregateTests
{
    [Fact]
    public void A_source_is_summed_up_over_its_targets_by_seeds_that_have_all_of_them()
    {
        // Gains of round 4 (59% pruned): 1 and 3 on b, 5 and 17 on c; the third seed lacks c. Round 1 (20%) does not count.
        var set = new CurveSet(
        [
            Points.Winning("a", "b", 1, 99, 99, 99), Points.Winning("a", "b", 4, 81, 83, 90), Points.Winning("a", "c", 4, 55, 67, double.NaN),
            Points.Random("b", 1, 50, 50, 50), Points.Random("b", 4, 80, 80, 80), Points.Random("c", 4, 50, 50, 50),
        ]);
        var aggregate = Of(set);
        Assert.Equal((2, 2, 3), (aggregate.Gain.N, aggregate.Targets, aggregate.Wanted));
        // Seeds have (1 + 5) / 2 and (3 + 17) / 2.
        Assert.Equal(6.5, aggregate.Gain.Mean!.Value, 1e-9);
        Assert.Equal(7 / Math.Sqrt(2), aggregate.Gain.Sd!.Value, 1e-9);
        // Of 1 3 5 17 the middle two. A quarter of the samples has the first seed twice (1 1 5 5), a quarter the second (3 3 17 17).
        Assert.Equal(4, aggregate.InterquartileMean!.Value, 1e-9);
        Assert.Equal(3, aggregate.Bootstrap!.Value.Low, 1e-9);
        Assert.Equal(10, aggregate.Bootstrap!.Value.High, 1e-9);
    }

    [Fact]
    public void Without_random_tickets_or_a_whole_seed_there_is_no_aggregate()
    {
        Assert.Equal(0, Of(new CurveSet([Points.Winning("a", "b", 4, 81, 83)])).Targets);
        var torn = Of(new CurveSet(
        [
            Points.Winning("a", "b", 4, 81, double.NaN), Points.Winning("a", "c", 4, double.NaN, 83), Points.Random("b", 4, 80, 80), Points.Random("c", 4, 80, 80),
        ]));
        Assert.Equal((2, 0, 2), (torn.Targets, torn.Gain.N, torn.Wanted));
        Assert.Equal(((double?)null, (Interval?)null), (torn.InterquartileMean, torn.Bootstrap));
    }

    private static SourceAggregate Of(CurveSet set) => SourceAggregate.Of([.. set.Curves.Where(curve => curve.Source is not null)], set.RandomOf);
}
