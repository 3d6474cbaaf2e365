using Sweeper.Training.Datasets;

namespace Sweeper.Training.Models;

/// <summary>
/// ResNet-20, -32, -56 for small images (He et al. 2016, section 4.2): a 3x3 convolution, three stages of n basic blocks with w, 2w and
/// 4w channels, global average pooling and one linear layer; 6n + 2 layers. Where the shape changes the shortcut is a projection, as in
/// OpenLTH; He et al. pad with zeros there.
/// </summary>
internal static class CifarResNet
{
    public static IReadOnlyList<Layer> Layers(ModelSpec spec, ImageGeometry input, int classes, int blocks)
    {
        var w = spec.Width;
        return
        [
            .. ResidualBlocks.ConvNorm("conv1", "bn1", input.Channels, w, 3, 1), new Layer.Relu(),
            .. ResidualBlocks.BasicStage("layer1", w, w, blocks, 1),
            .. ResidualBlocks.BasicStage("layer2", w, 2 * w, blocks, 2),
            .. ResidualBlocks.BasicStage("layer3", 2 * w, 4 * w, blocks, 2),
            new Layer.GlobalAveragePool(), new Layer.Linear("fc", 4 * w, classes),
        ];
    }
}
