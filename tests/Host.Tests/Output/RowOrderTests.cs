using CsCheck;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Planning;
using Sweeper.Host.Output;
using Sweeper.Host.Tests.Support;

namespace Sweeper.Host.Tests.Output;

public class RowOrderTests
{
    private static readonly SweepPlan Plan = Plans.Of(Plans.With(
        ("[lenet-300-100]", "[lenet-300-100, conv-2]"), ("pruning:", "tickets: [winning, random, random-layerwise, random-weights]\npruning:"), ("{dataset: two, optimizers: [sgd]}", "{dataset: two, optimizers: [sgd, adam]}"),
        ("{rounds: 2}", "{rounds: 2, scope: [layerwise, global], fraction: [0.5, 0.2], rewind: [1ep, 0, 5it]}")));

    [Fact]
    public void Any_permutation_sorts_alike()
    {
        var rows = Rows.Of(Plan);
        var expected = RowOrder.Sort(rows);
        Gen.Shuffle(rows.ToArray()).Sample(shuffled => RowOrder.Sort(shuffled).SequenceEqual(expected), iter: 50);
    }

    [Fact]
    public void Rows_ascend_by_the_fields_of_the_contract()
    {
        var rows = RowOrder.Sort(Rows.Of(Plan)).Select(Key).ToList();
        Assert.Equal(rows.Order(StringComparer.Ordinal), rows);
        Assert.Equal(rows.Distinct().Count(), rows.Count);
    }

    // Fields are parted by what sorts before any letter, so that nothing sorts before something.
    private static string Key(ResultGroup row) => string.Join('\u0001',
        row.Group.Model, row.Group.Pruning is { } point ? Words.Of(point.Rule.Scope) : "", row.Group.Pruning is null ? "" : "magnitude", row.Group.Fraction, row.Group.Pruning?.Rewind,
        row.Group.Source?.Dataset, row.Group.Source?.Optimizer, row.Group.Target.Dataset, row.Group.Target.Optimizer, Words.Of(row.Group.Ticket), row.Group.Round);
}
