using System.Collections.Immutable;
using CsCheck;
using Sweeper.Training.Datasets;
using Sweeper.Training.Draws;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Recipes;
using Sweeper.Training.Stages;
using Sweeper.Training.Tests.Support;
using Sweeper.Training.Tickets;
using Sweeper.Training.Time;
using static TorchSharp.torch;

namespace Sweeper.Training.Tests.Stages;

/// <summary>At round 30 a random ticket leaves conv1 about two of its 1,728 weights: dead filters and dead layers must train (paper, section 3).</summary>
public class DeadLayerTests
{
    private static readonly ArtifactKey MaskKey = ArtifactKey.Of("mask");

    private readonly MemoryBlobs _blobs = new();

    [Theory]
    [InlineData("conv-2", false, 8)]
    [InlineData("conv-2", true, 8)]
    [InlineData("lenet-300-100", false, 8)]
    [InlineData("vgg-11", false, 16)]
    public void A_training_with_a_dead_layer_ends_with_a_result(string model, bool batchNorm, int side)
    {
        var spec = Trainings.Dense(model, batchNorm: batchNorm) with { Input = InputSpec.Native.For(new(1, side, side)) };
        spec = spec with { Recipe = spec.Recipe with { Length = Duration.Steps(3) }, Start = new StartingState.RandomWeights(MaskKey, HeadStart.Kept) };
        var parts = Mask.PartsOf(ModelCatalog.Build(spec.Model, new(1, side, side), 4), PrunedTensors.All);
        // The first layer, the last convolution or hidden layer, every layer.
        foreach (var dead in new[] { [parts[0].Name], [parts[^2].Name], parts.Select(part => part.Name).ToArray() })
        {
            var mask = Mask.Where(parts, [.. parts.SelectMany(part => Enumerable.Repeat(!dead.Contains(part.Name), part.Length))]);
            var inputs = ImmutableDictionary<ArtifactKey, Digest>.Empty.Add(MaskKey, _blobs.Put(MaskFile.Write(mask)));
            var result = Trainings.Run(new SyntheticData(side: side), _blobs, Trainings.Order(spec, inputs: inputs));
            Assert.Equal(mask.Length - mask.Alive, result.Masked);
            Assert.InRange(result.Correct, 0, result.Total);
        }
    }

    [Fact]
    public void Random_nets_with_dead_filters_and_layers_stay_finite_and_their_dead_weights_0() => (
        from architecture in RandomNets.Any
        from filters in Gen.Double[0.2, 1]
        from adam in Gen.Bool
        from seed in Gen.Int[0, 1000]
        select (architecture, filters, adam, seed)).Sample(one =>
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        using var network = new Network(one.architecture);
        var draw = new Draw(one.seed, "test/dead");
        foreach (var slot in one.architecture.Parameters) InitialWeights.Fill(slot, one.architecture.Init, one.seed, "init/", network.Values(slot));
        var mask = Mask.Where(
            Mask.PartsOf(one.architecture, PrunedTensors.All),
            [.. one.architecture.Prunable(PrunedTensors.All).SelectMany(slot => Rows(slot, draw, one.filters))]);
        var factors = StageStart.FlatMask(one.architecture, mask);
        for (var i = 0; i < factors.Length; i++) network.Weights.Values[i] *= factors[i];
        var optimizer = FlatOptimizer.For(one.adam ? Trainings.Adam : Trainings.Sgd, network, factors);
        var (input, classes) = (one.architecture.Input, one.architecture.Classes);
        var images = tensor(Enumerable.Range(0, 4 * input.Length).Select(_ => (float)draw.Normal()).ToArray()).reshape(4, input.Channels, input.Height, input.Width);
        var labels = tensor(Enumerable.Range(0, 4).Select(_ => (long)draw.Below(classes)).ToArray());
        for (var step = 0; step < 5; step++)
        {
            using var pass = NewDisposeScope();
            var loss = nn.functional.cross_entropy(network.Forward(images, training: true), labels);
            loss.backward();
            optimizer.Step(0.05);
            Assert.True(float.IsFinite(loss.item<float>()));
        }
        Assert.All(network.Weights.Values.ToArray().Zip(factors), pair => Assert.True(float.IsFinite(pair.First) && (pair.Second != 0 || pair.First == 0)));
        Assert.All(network.Statistics.ToArray(), value => Assert.True(float.IsFinite(value)));
    }, iter: 300, threads: 1);

    // Whole filters (rows) die: some of them, or all.
    private static IEnumerable<bool> Rows(ParameterSlot slot, Draw draw, double dead)
    {
        for (var row = 0; row < slot.Shape[0]; row++)
        {
            var alive = draw.Uniform() >= dead;
            for (var i = 0; i < slot.FanIn; i++) yield return alive;
        }
    }
}
