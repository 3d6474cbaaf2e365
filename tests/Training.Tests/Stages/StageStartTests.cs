using System.Collections.Immutable;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Stages;
using Sweeper.Training.Tests.Support;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Tests.Stages;

public class StageStartTests
{
    private static readonly ArtifactKey MaskKey = ArtifactKey.Of("mask");
    private static readonly ArtifactKey WeightsKey = ArtifactKey.Of("weights");

    private readonly MemoryBlobs _blobs = new();

    private static Network LeNet(int classes = 4) => new(ModelCatalog.Build(new("lenet-300-100"), new(1, 3, 3), classes));

    [Fact]
    public void Init_is_dense_and_draws_each_tensor_under_init()
    {
        using var network = LeNet();
        Assert.Null(Prepare(network, new StartingState.Init(), seed: 7));
        AssertDrawn(network, "init/", 7, slot => true);
    }

    [Fact]
    public void A_random_ticket_has_weights_of_its_own_the_same_at_every_round()
    {
        using var third = LeNet();
        using var fourth = LeNet();
        var mask = Prepare(third, new StartingState.Random(0.2m, 3, PrunedTensors.Default), seed: 7)!;
        var next = Prepare(fourth, new StartingState.Random(0.2m, 4, PrunedTensors.Default), seed: 7)!;
        var expected = new float[2700];
        InitialWeights.Fill(third.Architecture.Parameters[0], Initialisation.XavierNormal, 7, "ticket/random/weights/", expected);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(mask[i] ? expected[i] : 0f, third.Weights.Values[i]);
            Assert.Equal(next[i] ? expected[i] : 0f, fourth.Weights.Values[i]);
        }
        Assert.Equal(RandomMask.Draw(third.Architecture, new(0.2m, 3, PrunedTensors.Default), 7).ToArray(), mask.ToArray());
    }

    [Fact]
    public void A_winning_ticket_is_the_stored_weights_under_the_stored_mask()
    {
        using var saved = LeNet();
        Prepare(saved, new StartingState.Init(), seed: 1);
        var parts = Mask.PartsOf(saved.Architecture, PrunedTensors.All);
        var mask = Mask.Where(parts, [.. Enumerable.Range(0, parts.Sum(part => part.Length)).Select(i => i % 3 != 0)]);
        using var network = LeNet();
        Assert.Equal(mask.ToArray(), Prepare(network, new StartingState.Winning(MaskKey, WeightsKey, HeadStart.Kept), 2, Inputs(saved, mask))!.ToArray());
        var position = 0;
        foreach (var slot in network.Architecture.Prunable(PrunedTensors.All))
        {
            for (var i = 0; i < slot.Length; i++, position++) Assert.Equal(mask[position] ? saved.Values(slot)[i] : 0f, network.Values(slot)[i]);
        }
    }

    [Fact]
    public void Ticket_0_is_dense()
    {
        using var saved = LeNet();
        Prepare(saved, new StartingState.Init(), seed: 1);
        using var network = LeNet();
        Assert.Null(Prepare(network, new StartingState.Winning(null, WeightsKey, HeadStart.Kept), 2, Inputs(saved, null)));
        Assert.Equal(saved.Weights.Values, network.Weights.Values);
    }

    [Fact]
    public void A_fresh_head_is_drawn_under_head_and_has_no_mask()
    {
        using var saved = LeNet(classes: 6);
        Prepare(saved, new StartingState.Init(), seed: 1);
        var parts = Mask.PartsOf(saved.Architecture, PrunedTensors.All);
        var none = Mask.Where(parts, new bool[parts.Sum(part => part.Length)]);
        using var network = LeNet(classes: 4);
        var mask = Prepare(network, new StartingState.Winning(MaskKey, WeightsKey, HeadStart.Fresh), 2, Inputs(saved, none))!;
        Assert.Equal(["fc1.weight", "fc2.weight"], mask.Parts.Select(part => part.Name));
        Assert.Equal(0, mask.Alive);
        AssertDrawn(network, "head/", 2, slot => slot.IsHead);
    }

    [Fact]
    public void A_mask_of_another_network_is_refused()
    {
        using var saved = LeNet();
        using var network = LeNet();
        foreach (var part in new MaskPart[] { new("fc1.weight", 10), new("features.0.weight", 2700) })
        {
            var inputs = Inputs(saved, Mask.Where([part], new bool[part.Length]));
            Assert.Throws<InvalidDataException>(() => Prepare(network, new StartingState.Winning(MaskKey, WeightsKey, HeadStart.Kept), 0, inputs));
        }
    }

    [Fact]
    public void The_flat_mask_is_one_wherever_no_weight_is_pruned()
    {
        var architecture = ModelCatalog.Build(new("lenet-300-100"), new(1, 3, 3), 4);
        var parts = Mask.PartsOf(architecture, PrunedTensors.Default);
        var alive = Enumerable.Range(0, parts.Sum(part => part.Length)).Select(i => i % 2 == 0).ToArray();
        var factors = StageStart.FlatMask(architecture, Mask.Where(parts, alive));
        Assert.Equal(architecture.FlatLength, factors.Length);
        var slots = architecture.Prunable(PrunedTensors.Default).ToList();
        Assert.Equal(alive, slots.SelectMany(slot => factors[slot.Offset..(slot.Offset + slot.Length)]).Select(factor => factor == 1f));
        Assert.Equal(alive.Count(value => !value), factors.Count(factor => factor == 0f));
        Assert.Equal(factors.Length - alive.Count(value => !value), factors.Count(factor => factor == 1f));
    }

    private Mask? Prepare(Network network, StartingState start, long seed, ImmutableDictionary<ArtifactKey, Digest>? inputs = null) =>
        StageStart.Prepare(network, Trainings.Dense(seed: seed) with { Start = start }, inputs ?? ImmutableDictionary<ArtifactKey, Digest>.Empty, _blobs);

    private ImmutableDictionary<ArtifactKey, Digest> Inputs(Network weights, Mask? mask)
    {
        var inputs = ImmutableDictionary<ArtifactKey, Digest>.Empty.Add(WeightsKey, _blobs.Put(WeightsFile.Write(weights)));
        return mask is null ? inputs : inputs.Add(MaskKey, _blobs.Put(MaskFile.Write(mask)));
    }

    private static void AssertDrawn(Network network, string purpose, long seed, Func<ParameterSlot, bool> where)
    {
        foreach (var slot in network.Architecture.Parameters.Where(where))
        {
            var expected = new float[slot.Length];
            InitialWeights.Fill(slot, Initialisation.XavierNormal, seed, purpose, expected);
            Assert.Equal(expected, network.Values(slot).ToArray());
        }
    }
}
