using System.Collections.Immutable;
using CsCheck;
using Sweeper.Training.Pruning;

namespace Sweeper.Training.Tests.Pruning;

public class PrunerTests
{
    private const int Nets = 3000;

    private static readonly Gen<(SmallNet Net, PruningRule Rule)> Cases =
        Gen.Select(SmallNet.Any, SmallNet.Fraction, Gen.Bool, (net, fraction, global) => (net, Rule(global ? PruningScope.Global : PruningScope.Layerwise, fraction)));

    [Fact]
    public void Pruning_is_sorting_by_magnitude_then_tensor_then_index() => Cases.Sample(
        (net, rule) => Assert.Equal(Sorted(net, rule), Pruner.Prune(net.Mask, net.Weights, rule).ToArray()), iter: Nets);

    [Fact]
    public void A_pruned_weight_never_comes_back() => Cases.Sample((net, rule) =>
    {
        var after = Pruner.Prune(net.Mask, net.Weights, rule);
        Assert.Equal(net.Parts, after.Parts);
        for (var i = 0; i < net.Alive.Length; i++) Assert.False(after[i] && !net.Alive[i]);
    }, iter: Nets);

    [Fact]
    public void Global_pruning_takes_the_exact_ceiling_over_the_network_and_no_survivor_is_smaller_than_a_pruned_weight() => Cases.Sample((net, rule) =>
    {
        var after = Pruner.Prune(net.Mask, net.Weights, rule with { Scope = PruningScope.Global });
        var alive = net.Alive.Count(value => value);
        Assert.Equal(alive - Ceiling(rule.Fraction, alive), after.Alive);
        var pruned = Enumerable.Range(0, net.Alive.Length).Where(i => net.Alive[i] && !after[i]).Select(i => Math.Abs(net.Weights[i])).DefaultIfEmpty(0).Max();
        var kept = Enumerable.Range(0, net.Alive.Length).Where(i => after[i]).Select(i => Math.Abs(net.Weights[i])).DefaultIfEmpty(float.PositiveInfinity).Min();
        Assert.True(pruned <= kept, $"{pruned} was pruned, {kept} was kept");
    }, iter: Nets);

    [Fact]
    public void Layerwise_pruning_takes_the_exact_ceiling_of_each_tensor() => Cases.Sample((net, rule) =>
    {
        var after = Pruner.Prune(net.Mask, net.Weights, rule with { Scope = PruningScope.Layerwise }).ToArray();
        var start = 0;
        foreach (var length in net.Lengths)
        {
            var alive = net.Alive.AsSpan(start, length).Count(true);
            Assert.Equal(alive - Ceiling(rule.Fraction, alive), after.AsSpan(start, length).Count(true));
            start += length;
        }
    }, iter: Nets);

    [Fact]
    public void Magnitudes_of_pruned_weights_do_not_matter() => Cases.Sample((net, rule) =>
    {
        var other = net.Weights.Select((weight, i) => net.Alive[i] ? weight : float.NaN).ToArray();
        Assert.Equal(Pruner.Prune(net.Mask, net.Weights, rule).ToArray(), Pruner.Prune(net.Mask, other, rule).ToArray());
    }, iter: 500);

    [Fact]
    public void Equal_magnitudes_go_by_tensor_and_index_lowest_first_whatever_their_sign()
    {
        float[] weights = [0.5f, -0f, 0f, -0.5f, 0.5f, 0f, -0f, 0.5f];
        var mask = Mask.Where([new("a", 3), new("b", 5)], Enumerable.Repeat(true, 8).ToArray());
        Assert.Equal([true, false, false, true, true, true, true, true], Pruner.Prune(mask, weights, Rule(PruningScope.Global, 0.25m)).ToArray());
        Assert.Equal([true, false, false, true, true, false, false, true], Pruner.Prune(mask, weights, Rule(PruningScope.Global, 0.5m)).ToArray());
        Assert.Equal([false, false, false, true, true, false, false, true], Pruner.Prune(mask, weights, Rule(PruningScope.Global, 0.6m)).ToArray());
        Assert.Equal([true, false, true, true, true, false, true, true], Pruner.Prune(mask, weights, Rule(PruningScope.Layerwise, 0.2m)).ToArray());
    }

    [Fact]
    public void Neighbouring_magnitudes_are_told_apart_across_the_halves_of_their_bits()
    {
        // Patterns that differ in the lowest bit, the highest low bit, the lowest high bit.
        uint[] patterns = [0x3F800001, 0x3F800000, 0x3F7FFFFF, 0x3F808000, 0x3F807FFF, 0x3F810000, 0xBF7FFFFE, 0x00000001];
        float[] weights = [.. patterns.Select(BitConverter.UInt32BitsToSingle)];
        var mask = Mask.Where([new("a", 8)], Enumerable.Repeat(true, 8).ToArray());
        int[] order = [7, 6, 2, 1, 0, 4, 3, 5];
        for (var count = 1; count <= 8; count++)
        {
            var after = Pruner.Prune(mask, weights, Rule(PruningScope.Global, count / 8m));
            Assert.Equal(order[..count].Order(), Enumerable.Range(0, 8).Where(i => !after[i]));
        }
    }

    [Fact]
    public void A_layer_may_reach_zero()
    {
        var mask = Mask.Where([new("small", 2), new("large", 8)], Enumerable.Repeat(true, 10).ToArray());
        float[] weights = [0.1f, -0.1f, 1, 1, 1, 1, 1, 1, 1, 1];
        var global = Pruner.Prune(mask, weights, Rule(PruningScope.Global, 0.2m));
        Assert.Equal([false, false], global.ToArray()[..2]);
        Assert.Equal(8, global.Alive);
        var layerwise = mask;
        for (var round = 0; round < 2; round++) layerwise = Pruner.Prune(layerwise, weights, Rule(PruningScope.Layerwise, 0.2m));
        Assert.Equal([false, false], layerwise.ToArray()[..2]);
        Assert.Equal(8 - 2 - 2, layerwise.Alive);
        // And what has reached zero stays there.
        Assert.Equal(3, Pruner.Prune(layerwise, weights, Rule(PruningScope.Layerwise, 0.2m)).Alive);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_living_weight_that_is_not_finite_is_refused(float weight)
    {
        var mask = Mask.Where([new("a", 3)], [true, true, false]);
        Assert.Throws<ArgumentException>(() => Pruner.Prune(mask, [1, weight, 1], Rule(PruningScope.Global, 0.2m)));
        Assert.Throws<ArgumentException>(() => Pruner.Prune(mask, [1, weight, 1], Rule(PruningScope.Layerwise, 0.2m)));
        Assert.Equal(1, Pruner.Prune(mask, [1, 1, weight], Rule(PruningScope.Global, 0.2m)).Alive);
    }

    [Fact]
    public void Another_number_of_weights_is_refused()
    {
        var mask = Mask.Where([new("a", 3)], [true, true, true]);
        Assert.Throws<ArgumentException>(() => Pruner.Prune(mask, new float[2], Rule(PruningScope.Global, 0.2m)));
        Assert.Throws<ArgumentException>(() => Pruner.Prune(mask, new float[4], Rule(PruningScope.Global, 0.2m)));
    }

    private static PruningRule Rule(PruningScope scope, decimal fraction) => new(scope, PruningCriterion.Magnitude, fraction, PrunedTensors.All);

    private static int Ceiling(decimal fraction, int remaining)
    {
        var exact = fraction * remaining;
        var whole = (int)decimal.Truncate(exact);
        return exact > whole ? whole + 1 : whole;
    }

    // The rule as design.md has it, by sorting.
    private static bool[] Sorted(SmallNet net, PruningRule rule)
    {
        var alive = net.Alive.ToArray();
        var positions = net.Lengths.SelectMany((length, tensor) => Enumerable.Range(0, length).Select(index => (Tensor: tensor, Index: index)))
            .Select((place, flat) => (place.Tensor, place.Index, Flat: flat)).Where(place => net.Alive[place.Flat]).ToList();
        var scopes = rule.Scope == PruningScope.Global ? [positions] : positions.GroupBy(place => place.Tensor).Select(group => group.ToList()).ToImmutableArray();
        foreach (var scope in scopes)
        {
            var order = scope.OrderBy(place => Math.Abs(net.Weights[place.Flat])).ThenBy(place => place.Tensor).ThenBy(place => place.Index);
            foreach (var place in order.Take(Ceiling(rule.Fraction, scope.Count))) alive[place.Flat] = false;
        }
        return alive;
    }
}
