using CsCheck;
using Sweeper.Training.Draws;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Tests.Support;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Tests.Pruning;

/// <summary>The masks of a chain over random networks, and the random tickets beside them.</summary>
public class MaskChainPropertyTests
{
    private const int Nets = 3000;

    private static readonly Gen<Case> Cases =
        from architecture in RandomNets.Any
        from tensors in RandomNets.TensorsOf(architecture)
        from fraction in SmallNet.Fraction
        from global in Gen.Bool
        from rounds in Gen.Int[1, 6]
        from ties in Gen.Bool
        from seed in Gen.Int[0, 1000]
        select new Case(architecture, new(global ? PruningScope.Global : PruningScope.Layerwise, PruningCriterion.Magnitude, fraction, tensors), rounds, ties, seed);

    [Fact]
    public void Masks_are_nested_their_counts_exact_and_made_again_alike() => Cases.Sample(one =>
    {
        var (chain, again) = (one.Masks(), one.Masks());
        var remaining = Totals(chain[0]).Select(total => (long)total).ToArray();
        for (var round = 1; round <= one.Rounds; round++)
        {
            var (before, after) = (chain[round - 1].ToArray(), chain[round].ToArray());
            Assert.DoesNotContain(true, after.Zip(before, (now, then) => now && !then));
            Assert.Equal(chain[round].ToArray(), again[round].ToArray());
            remaining = one.Rule.Scope == PruningScope.Global ? [Left(one.Rule, remaining.Sum())] : [.. remaining.Select(left => Left(one.Rule, left))];
            Assert.Equal(remaining.Sum(), chain[round].Alive);
            if (one.Rule.Scope == PruningScope.Layerwise) Assert.Equal(remaining, Totals(chain[round]).Select(total => (long)total));
        }
    }, iter: Nets);

    [Fact]
    public void No_survivor_of_a_global_round_is_smaller_than_what_went_and_of_equal_ones_the_first_went() => Cases.Sample(one =>
    {
        var global = one with { Rule = one.Rule with { Scope = PruningScope.Global } };
        var chain = global.Masks();
        for (var round = 1; round <= one.Rounds; round++)
        {
            var weights = global.WeightsAt(round - 1);
            var (before, after) = (chain[round - 1].ToArray(), chain[round].ToArray());
            var gone = Enumerable.Range(0, before.Length).Where(i => before[i] && !after[i]).Select(i => (Math.Abs(weights[i]), i)).DefaultIfEmpty((-1f, -1)).Max();
            var kept = Enumerable.Range(0, before.Length).Where(i => after[i]).Select(i => (Math.Abs(weights[i]), i)).DefaultIfEmpty((float.MaxValue, int.MaxValue)).Min();
            Assert.True(gone.CompareTo(kept) < 0, $"{gone} went, {kept} stayed");
        }
    }, iter: Nets);

    [Fact]
    public void Random_layerwise_keeps_every_layers_total_and_random_only_the_whole_networks() => Cases.Sample(one =>
    {
        var source = one.Masks()[^1];
        var inside = RandomMask.InsideLayers(source, one.Rounds, one.Seed);
        Assert.Equal(source.Parts, inside.Parts);
        Assert.Equal(Totals(source), Totals(inside));
        Assert.Equal(inside.ToArray(), RandomMask.InsideLayers(source, one.Rounds, one.Seed).ToArray());
        var random = RandomMask.Draw(one.Architecture, new(one.Rule.Fraction, one.Rounds, one.Rule.Tensors), one.Seed);
        Assert.Equal(source.Parts, random.Parts);
        Assert.Equal((one with { Rule = one.Rule with { Scope = PruningScope.Global } }).Masks()[^1].Alive, random.Alive);
    }, iter: Nets);

    [Fact]
    public void A_mask_touches_the_tensors_that_the_sweep_names_and_no_others() => Cases.Sample(one =>
    {
        var names = one.Masks()[^1].Parts.Select(part => part.Name).ToHashSet();
        Assert.All(one.Architecture.Parameters, slot => Assert.Equal(
            slot.Role == ParameterRole.Weight
            && (slot.Shape.Length == 4 ? one.Rule.Tensors.Convolutions : one.Rule.Tensors.Linear && (one.Rule.Tensors.Classifier || slot != one.Architecture.Parameters[^2])),
            names.Contains(slot.Name)));
    }, iter: 500);

    private static long Left(PruningRule rule, long remaining)
    {
        var exact = rule.Fraction * remaining;
        return remaining - (long)decimal.Truncate(exact) - (exact > decimal.Truncate(exact) ? 1 : 0);
    }

    private static int[] Totals(Mask mask)
    {
        var (alive, start) = (mask.ToArray(), 0);
        return [.. mask.Parts.Select(part => alive.AsSpan((start += part.Length) - part.Length, part.Length).Count(true))];
    }

    private sealed record Case(Architecture Architecture, PruningRule Rule, int Rounds, bool Ties, int Seed)
    {
        public List<Mask> Masks()
        {
            List<Mask> masks = [Mask.Ones(Architecture, Rule.Tensors)];
            for (var round = 0; round < Rounds; round++) masks.Add(Pruner.Prune(masks[^1], WeightsAt(round), Rule));
            return masks;
        }

        // What a training might have left: other weights each round, of few magnitudes where there shall be ties.
        public float[] WeightsAt(int round)
        {
            var draw = new Draw(Seed, $"test/weights/{round}");
            var length = Architecture.Prunable(Rule.Tensors).Sum(slot => slot.Length);
            return [.. Enumerable.Range(0, length).Select(_ => Ties ? 0.5f * (draw.Below(5) - 2) : (float)draw.Normal())];
        }
    }
}
