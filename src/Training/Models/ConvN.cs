using Sweeper.Training.Datasets;

namespace Sweeper.Training.Models;

/// <summary>
/// Conv-2, -4, -6 (Frankle and Carbin 2019, figure 2): blocks of two 3x3 convolutions and a 2x2 max pool, then linear layers of
/// 256, 256 and the classes. With <c>batch_norm: true</c> each convolution is followed by batch normalisation.
/// </summary>
internal static class ConvN
{
    public static IReadOnlyList<Layer> Layers(ModelSpec spec, ImageGeometry input, int classes, IReadOnlyList<int> blockWidths)
    {
        var features = new NumberedLayers("features");
        var channels = input.Channels;
        foreach (var width in blockWidths)
        {
            for (var i = 0; i < 2; i++)
            {
                features.AddConv3(channels, width, spec.BatchNorm);
                channels = width;
            }
            features.Add(_ => new Layer.MaxPool(2));
        }
        var shrink = 1 << blockWidths.Count;
        var flat = channels * (input.Height / shrink) * (input.Width / shrink);
        return
        [
            .. features.Layers, new Layer.Flatten(),
            new Layer.Linear("classifier.0", flat, 256), new Layer.Relu(),
            new Layer.Linear("classifier.2", 256, 256), new Layer.Relu(),
            new Layer.Linear("classifier.4", 256, classes),
        ];
    }
}
