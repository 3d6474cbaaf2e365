using System.Collections.Immutable;
using Sweeper.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sweeper.Training.Tests.Models;

/// <summary>Residual blocks, convolutions without bias and padded pools against the same arithmetic in plain tensor operations.</summary>
public class ResidualTests
{
    private const int Classes = 3;

    // conv, padded pool, a block with the identity, a block with a projection of stride 2.
    private static readonly ImmutableArray<Layer> Layers =
    [
        new Layer.Conv("conv1", 2, 4, Kernel: 3, Stride: 1, Padding: 1, Bias: false), new Layer.MaxPool(3, 2, 1),
        new Layer.Residual(
            [new Layer.Conv("a.conv1", 4, 4, 3, 1, 1, Bias: false), new Layer.Relu(), new Layer.Conv("a.conv2", 4, 4, 3, 1, 1, Bias: false), new Layer.BatchNorm("a.bn", 4)],
            []),
        new Layer.Relu(),
        new Layer.Residual(
            [new Layer.Conv("b.conv1", 4, 6, 3, 2, 1, Bias: false)],
            [new Layer.Conv("b.down", 4, 6, 1, 2, 0, Bias: false), new Layer.BatchNorm("b.norm", 6)]),
        new Layer.Relu(), new Layer.GlobalAveragePool(), new Layer.Linear("fc", 6, Classes),
    ];

    [Theory]
    [InlineData(9)]
    [InlineData(8)]
    public void The_forward_and_backward_pass_are_those_of_plain_tensor_operations(int side)
    {
        using var scope = NewDisposeScope();
        using var network = New(side);
        // Shifted down, so that padding a pool with 0 would show.
        using var images = randn(3, 2, side, side, generator: new Generator(5, CPU)) - 2;
        var labels = tensor(new long[] { 0, 2, 1 });
        var leaves = network.Architecture.Parameters.ToDictionary(
            slot => slot.Name, slot => tensor(network.Values(slot).ToArray()).view([.. slot.Shape]).detach().requires_grad_(true));

        var expected = Plain(images, leaves);
        var actual = network.Forward(images, training: true);
        functional.cross_entropy(expected, labels).backward();
        functional.cross_entropy(actual, labels).backward();

        Same(expected, actual);
        foreach (var slot in network.Architecture.Parameters)
        {
            var gradient = leaves[slot.Name].grad!;
            Assert.True(gradient.abs().max().item<float>() > 1e-5f, slot.Name);
            Same(gradient.flatten(), tensor(network.Gradients.Values.Slice(slot.Offset, slot.Length).ToArray()));
        }
    }

    [Fact]
    public void The_tensors_of_the_main_path_come_before_those_of_the_shortcut_and_only_the_linear_layer_has_a_bias()
    {
        using var network = New(9);
        Assert.Equal(
            [
                "conv1.weight", "a.conv1.weight", "a.conv2.weight", "a.bn.weight", "a.bn.bias", "b.conv1.weight", "b.down.weight", "b.norm.weight",
                "b.norm.bias", "fc.weight", "fc.bias",
            ], network.Architecture.Parameters.Select(slot => slot.Name));
        Assert.Equal(["a.bn.running_mean", "a.bn.running_var", "b.norm.running_mean", "b.norm.running_var"], network.Architecture.Buffers.Select(slot => slot.Name));
        // 9 pixels, pooled to 5; the last block has 3.
        Assert.Equal(2 * (9 * 2 * 4 * 81 + 2 * 9 * 4 * 4 * 25 + (9 + 1) * 4 * 6 * 9 + 6 * Classes), network.Architecture.ForwardOperations);
    }

    [Fact]
    public void Both_paths_of_a_block_update_their_statistics_once()
    {
        using var scope = NewDisposeScope();
        using var network = New(8);
        using var images = randn(3, 2, 8, 8, generator: new Generator(5, CPU)) - 2;
        network.Forward(images, training: true);
        var leaves = network.Architecture.Parameters.ToDictionary(slot => slot.Name, slot => tensor(network.Values(slot).ToArray()).view([.. slot.Shape]));
        var down = functional.conv2d(AfterFirstBlock(images, leaves), leaves["b.down.weight"], strides: [2, 2]);
        var mean = network.Architecture.Buffers.Single(slot => slot.Name == "b.norm.running_mean");
        Same(down.mean([0, 2, 3]) * 0.1, tensor(network.Values(mean).ToArray()));
    }

    private static Network New(int side)
    {
        var network = new Network(new Architecture(Layers, new(2, side, side), Classes, Initialisation.KaimingNormal));
        foreach (var slot in network.Architecture.Parameters)
        {
            InitialWeights.Fill(slot, Initialisation.KaimingNormal, 0, "init/", network.Values(slot));
            // Scales and shifts away from 1 and 0, so that a missing one shows.
            if (slot.Role == ParameterRole.Weight) continue;
            for (var i = 0; i < slot.Length; i++) network.Values(slot)[i] += 0.05f * (i + 1);
        }
        return network;
    }

    private static Tensor Plain(Tensor images, Dictionary<string, Tensor> p)
    {
        var x = AfterFirstBlock(images, p);
        var main = functional.conv2d(x, p["b.conv1.weight"], strides: [2, 2], padding: [1, 1]);
        var shortcut = Norm(functional.conv2d(x, p["b.down.weight"], strides: [2, 2]), p["b.norm.weight"], p["b.norm.bias"]);
        return (main + shortcut).clamp_min(0).mean([2, 3]).matmul(p["fc.weight"].t()) + p["fc.bias"];
    }

    private static Tensor AfterFirstBlock(Tensor images, Dictionary<string, Tensor> p)
    {
        var x = Pooled(functional.conv2d(images, p["conv1.weight"], padding: [1, 1]));
        var main = functional.conv2d(x, p["a.conv1.weight"], padding: [1, 1]).clamp_min(0);
        return (x + Norm(functional.conv2d(main, p["a.conv2.weight"], padding: [1, 1]), p["a.bn.weight"], p["a.bn.bias"])).clamp_min(0);
    }

    // The maximum over 3x3 squares, two apart, of an image with a border of -infinity.
    private static Tensor Pooled(Tensor x) =>
        functional.pad(x, [1, 1, 1, 1], value: double.NegativeInfinity).unfold(2, 3, 2).unfold(3, 3, 2).flatten(4).amax([4]);

    private static Tensor Norm(Tensor x, Tensor scale, Tensor shift)
    {
        var mean = x.mean([0, 2, 3], keepdim: true);
        var variance = (x - mean).square().mean([0, 2, 3], keepdim: true);
        return (x - mean) / (variance + 1e-5).sqrt() * scale.view(1, -1, 1, 1) + shift.view(1, -1, 1, 1);
    }

    private static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(allclose(actual, expected, rtol: 1e-4, atol: 1e-5), $"they differ by up to {(actual - expected).abs().max().item<float>()}");
    }
}
