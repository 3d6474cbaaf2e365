using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Tests.Tickets;

public class RandomMaskTests
{
    private static readonly Architecture LeNet = ModelCatalog.Build(new("lenet-300-100"), new(1, 28, 28), 10);

    private static Mask Draw(int round, long seed = 0, decimal fraction = 0.2m, bool pruneClassifier = false, Architecture? architecture = null) =>
        RandomMask.Draw(architecture ?? LeNet, new StartingState.Random(fraction, round, pruneClassifier ? PrunedTensors.All : PrunedTensors.Default), seed);

    [Theory]
    [InlineData(0, false, 265_200)]
    [InlineData(1, false, 212_160)]
    [InlineData(2, false, 169_728)]
    [InlineData(1, true, 212_960)]
    public void As_many_weights_survive_as_global_pruning_leaves(int round, bool pruneClassifier, long survivors)
    {
        var mask = Draw(round, pruneClassifier: pruneClassifier);
        Assert.Equal(survivors, mask.Alive);
        Assert.Equal(Mask.PartsOf(LeNet, pruneClassifier ? PrunedTensors.All : PrunedTensors.Default), mask.Parts);
    }

    [Fact]
    public void Late_rounds_have_the_exact_count_too()
    {
        var rule = new PruningRule(PruningScope.Global, PruningCriterion.Magnitude, 0.2m, PrunedTensors.Default);
        foreach (var round in new[] { 5, 12, 20, 30 }) Assert.Equal(PruningSchedule.Remaining(LeNet, rule, round), Draw(round).Alive);
    }

    [Fact]
    public void Survivors_are_spread_over_the_whole_network_as_drawing_without_replacement_spreads_them()
    {
        foreach (var seed in Enumerable.Range(0, 5))
        {
            var mask = Draw(6, seed, pruneClassifier: true);
            var alive = mask.ToArray();
            var start = 0;
            foreach (var part in mask.Parts)
            {
                var share = part.Length / (double)mask.Length;
                var variance = mask.Alive * share * (1 - share) * (mask.Length - mask.Alive) / (mask.Length - 1);
                Assert.Equal(mask.Alive * share, alive.AsSpan(start, part.Length).Count(true), 4 * Math.Sqrt(variance));
                start += part.Length;
            }
        }
    }

    [Fact]
    public void Survivors_are_spread_evenly_inside_a_layer()
    {
        var alive = Draw(6).ToArray();
        var share = alive.Count(value => value) / (double)alive.Length;
        const int piece = 13_260;
        for (var start = 0; start < alive.Length; start += piece)
            Assert.Equal(share * piece, alive.AsSpan(start, piece).Count(true), 4.5 * Math.Sqrt(share * (1 - share) * piece));
    }

    [Fact]
    public void The_mask_depends_on_round_and_seed_and_on_nothing_else()
    {
        Assert.Equal(Draw(3).ToArray(), Draw(3).ToArray());
        // Round 3 at another fraction has another count; 0.488 of once is as many as 0.2 thrice, of 265,200.
        Assert.Equal(Draw(3).Alive, Draw(1, fraction: 0.488m).Alive);
        Assert.NotEqual(Draw(3).ToArray(), Draw(1, fraction: 0.488m).ToArray());
        Assert.NotEqual(Draw(3, seed: 0).ToArray(), Draw(3, seed: 1).ToArray());
        // The initialisation is no part of it.
        var uniform = ModelCatalog.Build(new("lenet-300-100") { Init = Initialisation.KaimingUniform }, new(1, 28, 28), 10);
        Assert.Equal(Draw(3).ToArray(), Draw(3, architecture: uniform).ToArray());
    }

    [Fact]
    public void Rounds_are_drawn_independently_of_each_other()
    {
        var (first, second) = (Draw(5), Draw(6));
        var both = Enumerable.Range(0, (int)first.Length).Count(i => first[i] && second[i]);
        var expected = first.Alive * (second.Alive / (double)second.Length);
        Assert.Equal(expected, both, 4 * Math.Sqrt(expected));
    }

    [Fact]
    public void A_random_ticket_needs_nothing_of_any_source() => Assert.Empty(new StartingState.Random(0.2m, 3, PrunedTensors.Default).Needs);
}
