using Sweeper.Training.Datasets;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;

namespace Sweeper.Training.Tests.Models;

public class ArchitectureTests
{
    private static readonly ImageGeometry Fashion = new(1, 28, 28);
    private static readonly ImageGeometry Cifar = new(3, 32, 32);

    public static TheoryData<string, bool> EveryModel => [.. ModelCatalog.Names.SelectMany(name =>
        ModelCatalog.Takes(name, ModelOption.BatchNorm) ? new[] { (name, false), (name, true) } : [(name, false)])];

    private static Architecture Build(string name, ImageGeometry input, int classes, bool batchNorm = false) =>
        ModelCatalog.Build(new ModelSpec(name) { BatchNorm = batchNorm }, input, classes);

    private static long Weights(Architecture architecture) => architecture.Prunable(PrunedTensors.All).Sum(slot => (long)slot.Length);

    [Fact]
    public void LeNet_has_the_counts_of_Frankle_and_Carbin()
    {
        var lenet = Build("lenet-300-100", Fashion, 10);
        Assert.Equal(266_610, lenet.ParameterCount);
        Assert.Equal(266_200, Weights(lenet));
        Assert.Equal(265_200, lenet.Prunable(PrunedTensors.Default).Sum(slot => slot.Length));
    }

    [Theory]
    [InlineData(10, 20_024_000)]
    [InlineData(100, 20_070_080)]
    [InlineData(365, 20_205_760)]
    [InlineData(1000, 20_530_880)]
    public void Vgg_19_has_the_counts_of_the_paper(int classes, long prunable)
    {
        var vgg = Build("vgg-19", Cifar, classes);
        Assert.Equal(prunable, Weights(vgg));
        Assert.Equal(20_018_880, vgg.Prunable(PrunedTensors.Default).Sum(slot => (long)slot.Length));
        Assert.Equal(prunable + 5_504 + 11_008 + classes, vgg.ParameterCount);
    }

    [Theory]
    [InlineData("vgg-11", 8)]
    [InlineData("vgg-13", 10)]
    [InlineData("vgg-16", 13)]
    [InlineData("vgg-19", 16)]
    public void A_vgg_has_one_linear_layer_besides_its_convolutions_and_four_pools(string name, int convolutions)
    {
        var layers = Build(name, Cifar, 10).Layers;
        Assert.Equal(convolutions, layers.OfType<Layer.Conv>().Count());
        Assert.Equal(convolutions, layers.OfType<Layer.BatchNorm>().Count());
        Assert.Equal(4, layers.OfType<Layer.MaxPool>().Count());
        Assert.Single(layers.OfType<Layer.Linear>());
        Assert.Equal(int.Parse(name[4..]), convolutions + 3);
    }

    // Figure 2 of Frankle and Carbin 2019: 4.3, 2.4 and 1.7 million weights. The last is not what the figure's own layers give:
    // three pools leave 4x4x256 of 32x32, so that the first linear layer alone has a million.
    [Theory]
    [InlineData("conv-2", 4.3, 9 * (3 * 64 + 64 * 64) + 64 * 16 * 16 * 256)]
    [InlineData("conv-4", 2.4, 9 * (3 * 64 + 64 * 64 + 64 * 128 + 128 * 128) + 128 * 8 * 8 * 256)]
    [InlineData("conv-6", 2.3, 9 * (3 * 64 + 64 * 64 + 64 * 128 + 128 * 128 + 128 * 256 + 256 * 256) + 256 * 4 * 4 * 256)]
    public void Conv_N_has_the_counts_of_Frankle_and_Carbin(string name, double millions, long beforeTheLastTwoLayers)
    {
        var conv = Build(name, Cifar, 10);
        Assert.Equal(beforeTheLastTwoLayers + 256 * 256 + 256 * 10, Weights(conv));
        Assert.Equal(millions, Math.Round(conv.ParameterCount / 1e6, 1));
    }

    [Fact]
    public void Batch_normalisation_adds_a_scale_and_a_shift_a_channel()
    {
        var (plain, normed) = (Build("conv-4", Cifar, 10), Build("conv-4", Cifar, 10, batchNorm: true));
        Assert.Equal(plain.ParameterCount + 2 * (64 + 64 + 128 + 128), normed.ParameterCount);
        Assert.Equal(Weights(plain), Weights(normed));
        Assert.Empty(plain.Buffers);
        Assert.Equal(2 * (64 + 64 + 128 + 128), normed.Buffers.Sum(slot => slot.Length));
        Assert.Equal(4 * (normed.ParameterCount + 768), normed.WeightBytes);
    }

    [Fact]
    public void Names_are_those_of_PyTorch()
    {
        Assert.Equal(["fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias", "fc3.weight", "fc3.bias"],
            Build("lenet-300-100", Fashion, 10).Parameters.Select(slot => slot.Name));
        var conv = Build("conv-2", Cifar, 10, batchNorm: true);
        Assert.Equal(
            [
                "features.0.weight", "features.0.bias", "features.1.weight", "features.1.bias",
                "features.3.weight", "features.3.bias", "features.4.weight", "features.4.bias",
                "classifier.0.weight", "classifier.0.bias", "classifier.2.weight", "classifier.2.bias", "classifier.4.weight", "classifier.4.bias",
            ], conv.Parameters.Select(slot => slot.Name));
        Assert.Equal(["features.1.running_mean", "features.1.running_var", "features.4.running_mean", "features.4.running_var"], conv.Buffers.Select(slot => slot.Name));
        var vgg = Build("vgg-11", Cifar, 10);
        // Conv, norm, ReLU, pool: the second convolution is the fifth module.
        Assert.Equal(["features.0.weight", "features.4.weight", "features.8.weight"], vgg.Prunable(PrunedTensors.All).Take(3).Select(slot => slot.Name));
        Assert.Equal("classifier.weight", vgg.Prunable(PrunedTensors.All).Last().Name);
    }

    [Theory, MemberData(nameof(EveryModel))]
    public void Slots_are_aligned_and_do_not_overlap(string name, bool batchNorm)
    {
        var architecture = Build(name, Cifar, 7, batchNorm);
        NoOverlap([.. architecture.Parameters.Select(slot => (slot.Offset, slot.Length))], architecture.FlatLength);
        NoOverlap([.. architecture.Buffers.Select(slot => (slot.Offset, slot.Length))], architecture.BufferLength);
    }

    private static void NoOverlap(List<(int Offset, int Length)> slots, int total)
    {
        var end = 0;
        foreach (var (offset, length) in slots)
        {
            Assert.Equal(0, offset % 16);
            Assert.InRange(offset, end, end + 15);
            end = offset + length;
        }
        Assert.InRange(total, end, end + 15);
        Assert.Equal(0, total % 16);
    }

    [Theory, MemberData(nameof(EveryModel))]
    public void Only_the_last_linear_layer_is_the_head_and_only_kernels_are_prunable(string name, bool batchNorm)
    {
        var architecture = Build(name, Cifar, 7, batchNorm);
        Assert.Equal(architecture.Parameters[^2..], architecture.Parameters.Where(slot => slot.IsHead));
        Assert.Equal([7L], architecture.Parameters[^1].Shape);
        Assert.Equal(7, architecture.Parameters[^2].Shape[0]);
        Assert.All(architecture.Prunable(PrunedTensors.All), slot => Assert.True(slot.Shape.Length is 2 or 4));
        Assert.All(architecture.Parameters.Except(architecture.Prunable(PrunedTensors.All)), slot => Assert.Single(slot.Shape));
        Assert.Equal(architecture.Prunable(PrunedTensors.All).SkipLast(1), architecture.Prunable(PrunedTensors.Default));
    }

    // What a training of VGG19 costs, from the facts of the paper: images x epochs x three passes.
    [Theory]
    [InlineData(1, 28, 60_000, 14.9)]
    [InlineData(3, 32, 50_000, 19.1)]
    [InlineData(3, 32, 73_257, 28.0)]
    public void A_training_of_vgg_19_costs_what_arithmetic_says(int channels, int side, int images, double petaOperations) =>
        Assert.Equal(petaOperations, 3.0 * 160 * images * Build("vgg-19", new(channels, side, side), 10).ForwardOperations / 1e15, 0.15);

    [Fact]
    public void The_operations_of_a_small_network_are_counted_by_hand()
    {
        Assert.Equal(2 * 266_200, Build("lenet-300-100", Fashion, 10).ForwardOperations);
        var conv = 2 * 9 * (1 * 64 + 64 * 64) * 28 * 28 + 2 * (64 * 14 * 14 * 256 + 256 * 256 + 256 * 10);
        Assert.Equal(conv, Build("conv-2", Fashion, 10).ForwardOperations);
    }

    // Four pools, or five halvings that round up: one pixel is left of 31 and 32. conv-6 normalises before its last pool.
    [Theory]
    [InlineData("vgg-11", 31, true)]
    [InlineData("vgg-19", 32, false)]
    [InlineData("resnet-18", 32, true)]
    [InlineData("resnet-50", 33, false)]
    [InlineData("resnet-56", 4, true)]
    [InlineData("resnet-56", 5, false)]
    [InlineData("conv-6", 8, false)]
    [InlineData("lenet-300-100", 1, false)]
    public void A_network_that_makes_an_image_one_pixel_cannot_normalise_it_alone(string name, int side, bool needsTwo) =>
        Assert.Equal(needsTwo, Build(name, new(3, side, side), 10, ModelCatalog.Takes(name, ModelOption.BatchNorm)).NeedsTwoImages);
}
