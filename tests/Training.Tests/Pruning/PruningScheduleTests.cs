using System.Numerics;
using CsCheck;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;

namespace Sweeper.Training.Tests.Pruning;

public class PruningScheduleTests
{
    private static PruningRule Rule(PruningScope scope, decimal fraction = 0.2m, bool pruneClassifier = true) =>
        new(scope, PruningCriterion.Magnitude, fraction, pruneClassifier ? PrunedTensors.All : PrunedTensors.Default);

    // ceil(parts x remaining / 10^6), in whole numbers only.
    [Fact]
    public void A_round_prunes_the_exact_ceiling() => Gen.Select(Gen.Int[1, 999_999], Gen.Long[0, 1L << 40]).Sample((parts, remaining) =>
        Assert.Equal((long)(((BigInteger)parts * remaining + 999_999) / 1_000_000), PruningRule.CountToPrune(parts / 1_000_000m, remaining)));

    [Theory]
    [InlineData("0.2", 5, 1)]
    [InlineData("0.2", 6, 2)]
    [InlineData("0.2", 1, 1)]
    [InlineData("0.2", 0, 0)]
    [InlineData("0.1", 10, 1)]
    [InlineData("0.3", 10, 3)]
    [InlineData("0.7", 10, 7)]
    [InlineData("0.2", 20024000, 4004800)]
    public void Counts_have_no_error_of_binary_fractions(string fraction, long remaining, long pruned) =>
        Assert.Equal(pruned, PruningRule.CountToPrune(decimal.Parse(fraction), remaining));

    [Fact]
    public void The_schedule_is_what_pruning_round_after_round_leaves() =>
        Gen.Select(SmallNet.Any, SmallNet.Fraction, Gen.Int[0, 12], Gen.Bool).Sample((net, fraction, rounds, global) =>
        {
            var rule = Rule(global ? PruningScope.Global : PruningScope.Layerwise, fraction);
            var mask = Mask.Where(net.Parts, [.. net.Alive.Select(_ => true)]);
            for (var round = 0; round < rounds; round++) mask = Pruner.Prune(mask, net.Weights, rule);
            var expected = global ? PruningSchedule.Remaining(net.Lengths.Sum(), fraction, rounds)
                : net.Lengths.Sum(length => PruningSchedule.Remaining(length, fraction, rounds));
            Assert.Equal(expected, mask.Alive);
        }, iter: 1000);

    [Theory]
    [InlineData(PruningScope.Global)]
    [InlineData(PruningScope.Layerwise)]
    public void The_schedule_of_an_architecture_is_what_pruning_it_leaves(PruningScope scope)
    {
        var lenet = ModelCatalog.Build(new("lenet-300-100"), new(1, 4, 4), 10);
        foreach (var pruneClassifier in new[] { false, true })
        {
            var mask = Mask.Ones(lenet, pruneClassifier ? PrunedTensors.All : PrunedTensors.Default);
            var weights = Enumerable.Range(0, (int)mask.Length).Select(i => (float)Math.Sin(i)).ToArray();
            for (var round = 0; round <= 5; round++)
            {
                Assert.Equal(PruningSchedule.Remaining(lenet, Rule(scope, pruneClassifier: pruneClassifier), round), mask.Alive);
                mask = Pruner.Prune(mask, weights, Rule(scope));
            }
        }
    }

    // The table of the paper: pruned fraction by round, to four decimals.
    public static TheoryData<int, double> Table => new()
    {
        { 1, .2000 }, { 2, .3600 }, { 3, .4880 }, { 4, .5904 }, { 5, .6723 }, { 6, .7379 }, { 9, .8658 }, { 12, .9313 }, { 15, .9648 },
        { 18, .9820 }, { 21, .9908 }, { 24, .9953 }, { 27, .9976 },
    };

    [Theory, MemberData(nameof(Table))]
    public void Vgg_19_is_pruned_as_in_the_papers_table(int round, double pruned)
    {
        var vgg = ModelCatalog.Build(new("vgg-19"), new(3, 32, 32), 10);
        foreach (var scope in Enum.GetValues<PruningScope>())
            Assert.Equal(pruned, Math.Round(1 - PruningSchedule.Remaining(vgg, Rule(scope), round) / 20_024_000.0, 4));
    }

    [Fact]
    public void Thirty_rounds_leave_an_eighth_of_a_percent()
    {
        var vgg = ModelCatalog.Build(new("vgg-19"), new(3, 32, 32), 10);
        Assert.Equal(0.99876, Math.Round(1 - PruningSchedule.Remaining(vgg, Rule(PruningScope.Global), 30) / 20_024_000.0, 5));
    }

    [Fact]
    public void Zero_weights_stay_zero() => Assert.Equal(0, PruningSchedule.Remaining(1, 0.2m, 100));
}
