using Sweeper.Training.Datasets;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;

namespace Sweeper.Training.Tests.Models;

/// <summary>The residual networks against the counts and names that their authors and torchvision print.</summary>
public class ResNetTests
{
    private static readonly ImageGeometry Cifar = new(3, 32, 32);
    private static readonly ImageGeometry ImageNet = new(3, 224, 224);

    private static Architecture Build(string name, ImageGeometry input, int classes, Stem stem = Stem.Imagenet, int width = ModelSpec.DefaultWidth) =>
        ModelCatalog.Build(new ModelSpec(name) { Stem = stem, Width = width }, input, classes);

    private static long Weights(Architecture architecture, bool withClassifier = true) => architecture.Prunable(withClassifier ? PrunedTensors.All : PrunedTensors.Default).Sum(slot => (long)slot.Length);

    [Theory]
    [InlineData(10, 23_475_392)]
    [InlineData(100, 23_659_712)]
    [InlineData(365, 24_202_432)]
    [InlineData(1000, 25_502_912)]
    public void ResNet_50_has_the_counts_of_the_paper(int classes, long prunable)
    {
        var resnet = Build("resnet-50", Cifar, classes);
        Assert.Equal(prunable, Weights(resnet));
        Assert.Equal(23_454_912, Weights(resnet, withClassifier: false));
        Assert.Equal(53, resnet.Prunable(PrunedTensors.Default).Count());
    }

    // What sum(p.numel() for p in model.parameters()) gives for torchvision's models.
    [Theory]
    [InlineData("resnet-18", 11_689_512)]
    [InlineData("resnet-34", 21_797_672)]
    [InlineData("resnet-50", 25_557_032)]
    public void The_imagenet_stem_has_the_counts_of_torchvision(string name, long parameters) =>
        Assert.Equal(parameters, Build(name, ImageNet, 1000).ParameterCount);

    // A 3x3 kernel in place of a 7x7: 64 x 3 x 40 weights fewer, and with 10 classes the well-known counts of ResNets for CIFAR.
    [Theory]
    [InlineData("resnet-18", 11_173_962)]
    [InlineData("resnet-34", 21_282_122)]
    [InlineData("resnet-50", 23_520_842)]
    public void The_small_stem_has_a_smaller_kernel_and_nothing_else(string name, long parameters)
    {
        var (large, small) = (Build(name, Cifar, 10), Build(name, Cifar, 10, Stem.Small));
        Assert.Equal(parameters, small.ParameterCount);
        Assert.Equal(large.ParameterCount - 64 * 3 * (49 - 9), small.ParameterCount);
        Assert.Equal(large.Parameters.Select(slot => slot.Name), small.Parameters.Select(slot => slot.Name));
        Assert.Equal([64L, 3L, 3L, 3L], small.Parameters[0].Shape);
        Assert.Equal([64L, 3L, 7L, 7L], large.Parameters[0].Shape);
    }

    [Theory]
    [InlineData("resnet-20", 272_474)]
    [InlineData("resnet-32", 466_906)]
    [InlineData("resnet-56", 855_770)]
    public void Cifar_resnets_with_projections_have_the_counts_that_public_code_prints(string name, long parameters) =>
        Assert.Equal(parameters, Build(name, Cifar, 10).ParameterCount);

    // Table 6 of He et al. 2016 gives 0.27, 0.46 and 0.85 million with zero-padded shortcuts. Projections add 10 w^2 weights and 12 w scales and shifts.
    [Theory]
    [InlineData("resnet-20", 3, 16, 0.27)]
    [InlineData("resnet-32", 5, 16, 0.46)]
    [InlineData("resnet-56", 9, 16, 0.85)]
    [InlineData("resnet-20", 3, 1, null)]
    [InlineData("resnet-56", 9, 40, null)]
    public void Cifar_resnets_have_the_counts_of_He_et_al(string name, int n, int w, double? millions)
    {
        // Stages of 2n convolutions; the first of stages two and three has half the inputs.
        var kernels = 27 * w + 9 * w * w * (2 * n + (4 * (2 * n) - 2) + (16 * (2 * n) - 8));
        var norms = 2 * w * (1 + 2 * n * (1 + 2 + 4));
        var head = 4 * w * 10 + 10;
        var resnet = Build(name, Cifar, 10, width: w);
        Assert.Equal(kernels + norms + head + 10 * w * w + 12 * w, resnet.ParameterCount);
        Assert.Equal(6 * n + 2, int.Parse(name[7..]));
        Assert.Equal(6 * n + 2 + 2, resnet.Prunable(PrunedTensors.All).Count());
        if (millions is { } published) Assert.Equal(published, (kernels + norms + head) / 1e6, 0.005);
    }

    [Theory]
    [InlineData("resnet-18", 62, 40)]
    [InlineData("resnet-34", 110, 72)]
    [InlineData("resnet-50", 161, 106)]
    public void There_are_as_many_tensors_as_in_torchvision(string name, int parameters, int statistics)
    {
        var resnet = Build(name, ImageNet, 1000);
        Assert.Equal(parameters, resnet.Parameters.Length);
        Assert.Equal(statistics, resnet.Buffers.Length);
    }

    // The first names that named_parameters() of torchvision's models gives, in its order.
    [Fact]
    public void Names_and_their_order_are_those_of_torchvision()
    {
        string[] stem = ["conv1.weight", "bn1.weight", "bn1.bias"];
        string[] basic = ["conv1.weight", "bn1.weight", "bn1.bias", "conv2.weight", "bn2.weight", "bn2.bias"];
        string[] bottleneck = [.. basic, "conv3.weight", "bn3.weight", "bn3.bias"];
        string[] downsample = ["downsample.0.weight", "downsample.1.weight", "downsample.1.bias"];
        string[] fc = ["fc.weight", "fc.bias"];
        var resnet18 = Enumerable.Range(1, 4).SelectMany(stage => Block($"layer{stage}.0.", stage == 1 ? basic : [.. basic, .. downsample]).Concat(Block($"layer{stage}.1.", basic)));
        Assert.Equal([.. stem, .. resnet18, .. fc], Build("resnet-18", ImageNet, 1000).Parameters.Select(slot => slot.Name));
        int[] blocks = [3, 4, 6, 3];
        var resnet50 = Enumerable.Range(1, 4).SelectMany(stage => Enumerable.Range(0, blocks[stage - 1])
            .SelectMany(block => Block($"layer{stage}.{block}.", block == 0 ? [.. bottleneck, .. downsample] : bottleneck)));
        Assert.Equal([.. stem, .. resnet50, .. fc], Build("resnet-50", ImageNet, 1000).Parameters.Select(slot => slot.Name));

        static IEnumerable<string> Block(string prefix, string[] names) => names.Select(name => prefix + name);
    }

    [Fact]
    public void Statistics_and_shapes_are_those_of_torchvision()
    {
        var resnet = Build("resnet-50", ImageNet, 1000);
        Assert.Equal(
            ["bn1.running_mean", "bn1.running_var", "layer1.0.bn1.running_mean", "layer1.0.bn1.running_var"], resnet.Buffers.Take(4).Select(slot => slot.Name));
        Assert.Equal("layer4.2.bn3.running_var", resnet.Buffers[^1].Name);
        Shape("layer1.0.downsample.0.weight", 256, 64, 1, 1);
        Shape("layer1.0.conv3.weight", 256, 64, 1, 1);
        Shape("layer2.0.conv1.weight", 128, 256, 1, 1);
        Shape("layer2.0.conv2.weight", 128, 128, 3, 3);
        Shape("layer4.0.downsample.0.weight", 2048, 1024, 1, 1);
        Shape("layer4.2.bn3.weight", 2048);
        Shape("fc.weight", 1000, 2048);

        void Shape(string name, params long[] shape) => Assert.Equal(shape, resnet.Parameters.Single(slot => slot.Name == name).Shape);
    }

    [Fact]
    public void Names_of_cifar_resnets_follow_torchvision()
    {
        var names = Build("resnet-20", Cifar, 10).Parameters.Select(slot => slot.Name).ToList();
        Assert.Equal(["conv1.weight", "bn1.weight", "bn1.bias", "layer1.0.conv1.weight"], names.Take(4));
        Assert.Equal(["layer2.0.downsample.0.weight", "layer3.0.downsample.0.weight"], names.Where(name => name.EndsWith("downsample.0.weight", StringComparison.Ordinal)));
        Assert.Equal(["layer3.2.bn2.weight", "layer3.2.bn2.bias", "fc.weight", "fc.bias"], names.TakeLast(4));
    }

    // torchvision states 1.814, 3.664 and 4.089 billion multiply-adds at 224 pixels, to three decimals.
    [Theory]
    [InlineData("resnet-18", 1.814)]
    [InlineData("resnet-34", 3.664)]
    [InlineData("resnet-50", 4.089)]
    public void A_forward_pass_costs_what_torchvision_states(string name, double billions) =>
        Assert.Equal(billions, Build(name, ImageNet, 1000).ForwardOperations / 2e9, 0.0005);

    // Stages at 56, 28, 14 and 7 pixels; per block 1x1, 3x3 and 1x1, the stride on the 3x3, so that the 1x1 before it sees the larger image.
    [Fact]
    public void The_operations_of_resnet_50_are_counted_by_hand()
    {
        long stem = 3L * 64 * 49 * 112 * 112, total = stem;
        (long Inputs, long Width, int Blocks, int Before, int Side)[] stages = [(64, 64, 3, 56, 56), (256, 128, 4, 56, 28), (512, 256, 6, 28, 14), (1024, 512, 3, 14, 7)];
        foreach (var (inputs, w, blocks, before, side) in stages)
        {
            long first = inputs * w * before * before + (9 * w * w + 4 * w * w + 4 * w * inputs) * side * side;
            long other = (4 * w * w + 9 * w * w + 4 * w * w) * side * side;
            total += first + (blocks - 1) * other;
        }
        Assert.Equal(2 * (total + 2048 * 1000), Build("resnet-50", ImageNet, 1000).ForwardOperations);
    }

    [Fact]
    public void A_layers_own_count_of_parameters_is_that_of_its_tensors() => Assert.All(ModelCatalog.Names, name =>
    {
        var architecture = Build(name, Cifar, 10);
        Assert.Equal(architecture.ParameterCount, architecture.Layers.Sum(layer => layer.ParameterCount));
    });
}
