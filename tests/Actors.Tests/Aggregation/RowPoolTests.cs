using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;

namespace Sweeper.Actors.Tests.Aggregation;

public class RowPoolTests
{
    [Fact]
    public void A_seed_counts_with_its_mean_over_the_rows()
    {
        // Seeds 0.8, 0.9, 0.7: mean 0.8, sd 0.1, and t(0.975, 2) = 4.302653 makes the half width 0.248414.
        var pool = Assert.Single(Pool(Row(0, 0.7, 0.8, 0.6), Row(1, 0.9, 1.0, 0.8)));
        Assert.Equal((2, 3, 3, 0), (pool.Rows, pool.Wanted, pool.Statistics.N, pool.Missing));
        Assert.Equal([0.8, 0.9, 0.7], pool.Seeds.Select(seed => Math.Round(seed.Mean!.Value, 12)));
        Assert.Equal(0.8, pool.Statistics.Mean!.Value, 12);
        Assert.Equal(0.1, pool.Statistics.Sd!.Value, 12);
        Assert.Equal(0.551586, pool.Statistics.Ci95Low!.Value, 6);
        Assert.Equal(1.048414, pool.Statistics.Ci95High!.Value, 6);
    }

    [Fact]
    public void A_seed_that_lacks_a_cell_does_not_count_and_is_told()
    {
        var pool = Assert.Single(Pool(Row(0, 0.5, 0.6, null), Row(1, 0.7, null, null), Row(2, 0.9, 0.8, 0.2)));
        Assert.Equal((3, 1, 3), (pool.Wanted, pool.Statistics.N, pool.Missing));
        Assert.Equal([0, 1, 2], pool.Seeds.Select(seed => seed.Missing));
        Assert.Equal(0.7, pool.Statistics.Mean!.Value, 12);
        Assert.Null(pool.Statistics.Sd);
        Assert.Equal(new KeyValuePair<CellState, int>(CellState.Nan, 3), Assert.Single(pool.States));
    }

    [Fact]
    public void Groups_stand_in_the_order_of_their_first_rows()
    {
        var pools = RowPool.Of([Row(2, 0.1), Row(0, 0.2), Row(2, 0.3)], group => group.Round);
        Assert.Equal([2, 0], pools.Select(pool => pool.First.Round));
        Assert.Equal([2, 1], pools.Select(pool => pool.Rows));
        Assert.Equal([0.2, 0.2], pools.Select(pool => pool.Statistics.Mean!.Value));
    }

    [Fact]
    public void Equal_values_have_a_spread_of_exactly_zero()
    {
        var pool = Assert.Single(Pool([.. Enumerable.Range(0, 10).Select(round => Row(round, 0.1, 0.1, 0.1))]));
        Assert.Equal((0.1, 0.0), (pool.Statistics.Mean!.Value, pool.Statistics.Sd!.Value));
    }

    [Fact]
    public void A_seed_that_one_row_does_not_ask_for_is_missing_there()
    {
        var pool = Assert.Single(Pool(Row(0, 0.5), Row(1, 0.7, 0.9)));
        Assert.Equal([new PooledSeed(0, 0.6, 0), new PooledSeed(1, null, 1)], pool.Seeds);
    }

    [Fact]
    public void No_row_makes_no_group() => Assert.Empty(Pool());

    private static IReadOnlyList<PooledGroup> Pool(params ResultGroup[] rows) => RowPool.Of(rows, _ => 0);

    private static ResultGroup Row(int round, params double?[] accuracies)
    {
        var target = new Endpoint(DatasetRef.Named("one"), "sgd");
        var group = new CellGroup
        {
            Model = new ModelSpec("lenet-300-100"),
            Fraction = 0.2m,
            Pruning = null,
            Source = null,
            Target = target,
            Ticket = TicketKind.Random,
            Round = round,
            Cells = [.. accuracies.Select((_, seed) => ((long)seed, seed))],
        };
        return new(group, null, GroupStatistics.Of([.. accuracies.OfType<double>()]),
            [.. accuracies.Select((accuracy, seed) => new SeedValue(seed, accuracy, accuracy is null ? CellState.Nan : CellState.Done, new StageKey($"{round}/{seed}")))]);
    }
}
