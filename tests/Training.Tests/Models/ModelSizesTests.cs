using Sweeper.Training.Datasets;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Sweeper.Training.Tests.Models;

/// <summary>Every model at the sizes of the paper's datasets, and at 64 pixels.</summary>
public class ModelSizesTests
{
    private static readonly ImageGeometry[] Sizes = [new(1, 28, 28), new(3, 32, 32), new(1, 64, 64), new(3, 224, 224)];

    // Options change nothing that larger images would show and 32 pixels do not; there they would be most of the time.
    public static TheoryData<string, Stem, bool, int> Cases =>
        [.. from spec in Specs from size in Enumerable.Range(0, Sizes.Length) where size < 2 || spec == new ModelSpec(spec.Name) select (spec.Name, spec.Stem, spec.BatchNorm, size)];

    private static IEnumerable<ModelSpec> Specs => ModelCatalog.Names.SelectMany(name => new[]
    {
        new ModelSpec(name),
        new ModelSpec(name) { Stem = ModelCatalog.Takes(name, ModelOption.Stem) ? Stem.Small : default },
        new ModelSpec(name) { BatchNorm = ModelCatalog.Takes(name, ModelOption.BatchNorm) },
    }).Distinct();

    // Two images: batch norm has nothing to normalise where one image is down to one pixel.
    [Theory, MemberData(nameof(Cases))]
    public void Every_model_has_a_forward_and_a_backward_pass_with_finite_gradients(string name, Stem stem, bool batchNorm, int size)
    {
        using var scope = torch.NewDisposeScope();
        var input = Sizes[size];
        var spec = new ModelSpec(name) { Stem = stem, BatchNorm = batchNorm };
        Assert.Null(ModelCatalog.Misfit(spec, input));
        using var network = new Network(ModelCatalog.Build(spec, input, 10));
        Fill(network);
        using var images = torch.randn(2, input.Channels, input.Height, input.Width, generator: new torch.Generator(1, torch.CPU));

        var logits = network.Forward(images, training: true);
        functional.cross_entropy(logits, torch.tensor(new long[] { 3, 7 })).backward();

        Assert.Equal([2L, 10L], logits.shape);
        Assert.True(logits.isfinite().all().item<bool>());
        Assert.True(network.Gradients.Tensor.isfinite().all().item<bool>());
        var kernels = network.Architecture.Prunable(PrunedTensors.All).ToList();
        Assert.All([kernels[0], kernels[^1]], slot => Assert.True(network.Gradients.Values.Slice(slot.Offset, slot.Length).ContainsAnyExcept(0f), slot.Name));
    }

    // The spread of kaiming-normal by torch's own generator: conv-2 at 224 pixels has 205 million weights, and torch draws them faster.
    private static void Fill(Network network)
    {
        using var noGradients = torch.no_grad();
        var generator = new torch.Generator(0, torch.CPU);
        foreach (var slot in network.Architecture.Parameters)
        {
            if (slot.Role == ParameterRole.Weight) network.Weights.Tensor.narrow(0, slot.Offset, slot.Length).normal_(0, Math.Sqrt(2.0 / slot.FanIn), generator);
            else network.Values(slot).Fill(slot.Role == ParameterRole.Scale ? 1 : 0);
        }
    }
}
