using Sweeper.Training.Datasets;

namespace Sweeper.Training.Models;

/// <summary>
/// VGG (Simonyan and Zisserman 2015) as the paper has it (section 3.1): batch norm after every convolution, four max pools, global
/// average pooling and one linear layer, so that one network takes every image size.
/// </summary>
internal static class Vgg
{
    private static readonly int[] Widths = [64, 128, 256, 512, 512];

    public static IReadOnlyList<Layer> Layers(ImageGeometry input, int classes, IReadOnlyList<int> convolutions)
    {
        var features = new NumberedLayers("features");
        var channels = input.Channels;
        for (var block = 0; block < Widths.Length; block++)
        {
            if (block > 0) features.Add(_ => new Layer.MaxPool(2));
            for (var i = 0; i < convolutions[block]; i++)
            {
                features.AddConv3(channels, Widths[block], batchNorm: true);
                channels = Widths[block];
            }
        }
        return [.. features.Layers, new Layer.GlobalAveragePool(), new Layer.Linear("classifier", channels, classes)];
    }
}
