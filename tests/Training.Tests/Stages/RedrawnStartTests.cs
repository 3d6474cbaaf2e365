using System.Collections.Immutable;
using Sweeper.Training.Draws;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Stages;
using Sweeper.Training.Tests.Support;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Tests.Stages;

/// <summary>Starts that draw something anew: weights, the places of survivors, batch norm, the last layer.</summary>
public class RedrawnStartTests
{
    private static readonly ArtifactKey MaskKey = ArtifactKey.Of("mask");
    private static readonly ArtifactKey WeightsKey = ArtifactKey.Of("weights");

    private readonly MemoryBlobs _blobs = new();

    [Fact]
    public void Random_weights_keep_the_mask_bit_for_bit_over_fresh_weights_of_their_own()
    {
        using var network = LeNet();
        var mask = Third(network.Architecture);
        Assert.Equal(mask.ToArray(), Prepare(network, new StartingState.RandomWeights(MaskKey, HeadStart.Kept), 7, mask)!.ToArray());
        AssertMasked(network, mask, "ticket/random-weights/weights/", 7);
    }

    [Fact]
    public void Random_layerwise_keeps_every_layers_total_in_other_places_over_fresh_weights_of_its_own()
    {
        using var network = LeNet();
        var mask = Third(network.Architecture);
        var permuted = Prepare(network, new StartingState.RandomLayerwise(MaskKey, 2, HeadStart.Kept), 7, mask)!;
        Assert.Equal(mask.Parts, permuted.Parts);
        Assert.Equal(Totals(mask), Totals(permuted));
        Assert.NotEqual(mask.ToArray(), permuted.ToArray());
        AssertMasked(network, permuted, "ticket/random-layerwise/weights/", 7);
    }

    [Fact]
    public void Where_survivors_go_is_a_draw_of_seed_round_and_tensor()
    {
        var mask = Third(LeNet().Architecture);
        bool[] Drawn(int round, long seed) => RandomMask.InsideLayers(mask, round, seed).ToArray();
        Assert.Equal(Drawn(2, 7), Drawn(2, 7));
        Assert.NotEqual(Drawn(2, 7), Drawn(3, 7));
        Assert.NotEqual(Drawn(2, 7), Drawn(2, 8));
        // The first places of the permutation named by round and tensor are those that live.
        var (start, drawn) = (0, Drawn(2, 7));
        foreach (var (part, total) in mask.Parts.Zip(Totals(mask)))
        {
            var places = new Draw(7, $"ticket/random-layerwise/mask/2/{part.Name}").Permutation(part.Length)[..total];
            Assert.Equal(places.Order(), Enumerable.Range(0, part.Length).Where(i => drawn[start + i]));
            start += part.Length;
        }
    }

    [Fact]
    public void Survivors_are_spread_evenly_inside_a_layer()
    {
        // All survivors of a layer in its first half before; about half of them after: hypergeometric, 4 standard deviations.
        var part = new MaskPart("fc1.weight", 4000);
        var mask = Mask.Where([part], [.. Enumerable.Range(0, 4000).Select(i => i < 1000)]);
        foreach (var seed in Enumerable.Range(0, 10))
        {
            var alive = RandomMask.InsideLayers(mask, 1, seed).ToArray();
            Assert.Equal(500, alive[..2000].Count(value => value), 4 * Math.Sqrt(1000 * 0.25 * 3000 / 3999));
        }
    }

    [Theory]
    [InlineData(HeadStart.Kept, true)]
    [InlineData(HeadStart.FreshMasked, true)]
    [InlineData(HeadStart.Fresh, false)]
    public void Their_last_layer_has_its_part_of_the_mask_unless_it_is_dense(HeadStart head, bool masked)
    {
        foreach (var start in new StartingState[] { new StartingState.RandomWeights(MaskKey, head), new StartingState.RandomLayerwise(MaskKey, 1, head) })
        {
            using var network = LeNet();
            var parts = Prepare(network, start, 7, Third(network.Architecture))!.Parts.Select(part => part.Name);
            Assert.Equal(masked ? ["fc1.weight", "fc2.weight", "fc3.weight"] : ["fc1.weight", "fc2.weight"], parts);
            var last = network.Architecture.Parameters.Single(slot => slot.Name == "fc3.weight");
            Assert.Equal(masked, network.Values(last).ToArray().Contains(0f));
        }
    }

    [Fact]
    public void A_masked_new_head_is_drawn_under_head_and_keeps_the_tickets_zeros()
    {
        using var saved = LeNet();
        Prepare(saved, new StartingState.Init(), 1, null);
        var mask = Third(saved.Architecture);
        using var network = LeNet();
        var kept = Prepare(network, new StartingState.Winning(MaskKey, WeightsKey, HeadStart.FreshMasked), 2, mask, saved)!;
        Assert.Equal(mask.ToArray(), kept.ToArray());
        var last = network.Architecture.Parameters.Single(slot => slot.Name == "fc3.weight");
        var fresh = new float[last.Length];
        InitialWeights.Fill(last, Initialisation.XavierNormal, 2, "head/", fresh);
        var start = (int)mask.Length - last.Length;
        for (var i = 0; i < last.Length; i++) Assert.Equal(mask[start + i] ? fresh[i] : 0f, network.Values(last)[i]);
        var first = network.Architecture.Parameters[0];
        for (var i = 0; i < first.Length; i++) Assert.Equal(mask[i] ? saved.Values(first)[i] : 0f, network.Values(first)[i]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Batch_norm_starts_anew_or_as_it_was_and_nothing_else_changes(bool anew)
    {
        using var saved = Conv();
        var draw = new Draw(3, "test/state");
        foreach (ref var weight in saved.Weights.Values) weight = (float)draw.Normal();
        foreach (var slot in saved.Architecture.Buffers)
            foreach (ref var value in saved.Values(slot)) value = (float)draw.Uniform();
        using var network = Conv();
        Prepare(network, new StartingState.Winning(null, WeightsKey, HeadStart.Kept) { FreshNorm = anew }, 2, null, saved);
        // As PyTorch's BatchNorm2d starts: weight 1, bias 0, running_mean 0, running_var 1.
        var norms = network.Architecture.Parameters.Where(slot => slot.Role == ParameterRole.Scale).Select(slot => slot.Name[..^".weight".Length]).ToList();
        Assert.Equal(2, norms.Count);
        foreach (var slot in network.Architecture.Parameters)
        {
            var isNorm = norms.Contains(slot.Name[..slot.Name.LastIndexOf('.')]);
            var expected = !(anew && isNorm) ? saved.Values(slot).ToArray() : [.. Enumerable.Repeat(slot.Name.EndsWith(".weight", StringComparison.Ordinal) ? 1f : 0f, slot.Length)];
            Assert.Equal(expected, network.Values(slot).ToArray());
        }
        foreach (var slot in network.Architecture.Buffers)
        {
            var expected = anew ? Enumerable.Repeat(slot.Name.EndsWith("running_var", StringComparison.Ordinal) ? 1f : 0f, slot.Length) : saved.Values(slot).ToArray();
            Assert.Equal(expected, network.Values(slot).ToArray());
        }
    }

    private static Network LeNet() => new(ModelCatalog.Build(new("lenet-300-100"), new(1, 3, 3), 4));

    private static Network Conv() => new(ModelCatalog.Build(new ModelSpec("conv-2") { BatchNorm = true }, new(1, 4, 4), 4));

    // Every layer has another share of survivors, the last layer included.
    private static Mask Third(Architecture architecture)
    {
        var parts = Mask.PartsOf(architecture, PrunedTensors.All);
        return Mask.Where(parts, [.. parts.SelectMany((part, layer) => Enumerable.Range(0, part.Length).Select(i => i % (layer + 2) == 0))]);
    }

    private static int[] Totals(Mask mask)
    {
        var (alive, start) = (mask.ToArray(), 0);
        return [.. mask.Parts.Select(part => alive.AsSpan((start += part.Length) - part.Length, part.Length).Count(true))];
    }

    private static void AssertMasked(Network network, Mask mask, string purpose, long seed)
    {
        var position = 0;
        foreach (var slot in network.Architecture.Prunable(PrunedTensors.All))
        {
            var fresh = new float[slot.Length];
            InitialWeights.Fill(slot, Initialisation.XavierNormal, seed, purpose, fresh);
            for (var i = 0; i < slot.Length; i++, position++) Assert.Equal(mask[position] ? fresh[i] : 0f, network.Values(slot)[i]);
        }
    }

    private Mask? Prepare(Network network, StartingState start, long seed, Mask? mask, Network? weights = null)
    {
        var inputs = ImmutableDictionary<ArtifactKey, Digest>.Empty;
        if (mask is not null) inputs = inputs.Add(MaskKey, _blobs.Put(MaskFile.Write(mask)));
        if (weights is not null) inputs = inputs.Add(WeightsKey, _blobs.Put(WeightsFile.Write(weights)));
        return StageStart.Prepare(network, Trainings.Dense(seed: seed) with { Start = start }, inputs, _blobs);
    }
}
