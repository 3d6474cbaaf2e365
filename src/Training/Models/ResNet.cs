using Sweeper.Training.Datasets;

namespace Sweeper.Training.Models;

/// <summary>
/// ResNet-18, -34, -50 (He et al. 2016, table 1; the paper's section 3.1 has the last), layer by layer and name by name as torchvision
/// has them: four stages of widths 64 to 512, global average pooling and one linear layer, so that one network takes every image size.
/// </summary>
internal static class ResNet
{
    private const int Width = 64;

    public static IReadOnlyList<Layer> Basic(ModelSpec spec, ImageGeometry input, int classes, IReadOnlyList<int> blocks) =>
        Layers(spec.Stem, input, classes, blocks, 1, ResidualBlocks.BasicStage);

    public static IReadOnlyList<Layer> Bottleneck(ModelSpec spec, ImageGeometry input, int classes, IReadOnlyList<int> blocks) =>
        Layers(spec.Stem, input, classes, blocks, ResidualBlocks.Expansion, ResidualBlocks.BottleneckStage);

    private static IReadOnlyList<Layer> Layers(
        Stem stem, ImageGeometry input, int classes, IReadOnlyList<int> blocks, int expansion, Func<string, int, int, int, int, IEnumerable<Layer>> stage)
    {
        var layers = new List<Layer>(Start(stem, input.Channels));
        var channels = Width;
        for (var i = 0; i < blocks.Count; i++)
        {
            var width = Width << i;
            layers.AddRange(stage($"layer{i + 1}", channels, width, blocks[i], i == 0 ? 1 : 2));
            channels = expansion * width;
        }
        return [.. layers, new Layer.GlobalAveragePool(), new Layer.Linear("fc", channels, classes)];
    }

    private static IEnumerable<Layer> Start(Stem stem, int channels) => stem switch
    {
        Stem.Imagenet => [.. ResidualBlocks.ConvNorm("conv1", "bn1", channels, Width, 7, 2), new Layer.Relu(), new Layer.MaxPool(3, 2, 1)],
        Stem.Small => [.. ResidualBlocks.ConvNorm("conv1", "bn1", channels, Width, 3, 1), new Layer.Relu()],
        _ => throw new InvalidOperationException($"no layers for the stem {stem}"),
    };
}
