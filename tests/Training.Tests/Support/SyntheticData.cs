using Sweeper.Training.Datasets;
using Sweeper.Training.Draws;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Tests.Support;

/// <summary>Small learnable images: each class is a fixed random pattern with noise on top.</summary>
internal sealed class SyntheticData(int channels = 1, int side = 8, int classes = 4, int train = 200, int test = 80) : IDatasetSource
{
    public DatasetInfo Describe(DatasetRef dataset) => new(Shape, classes, train, test, DigestOf(dataset));

    public Dataset Load(DatasetRef dataset) =>
        new(dataset, DigestOf(dataset), Split(dataset, "train", train), Split(dataset, "test", test), classes,
            [.. Enumerable.Repeat(new ChannelNormalisation(0.5f, 0.25f), channels)]);

    private ImageGeometry Shape => new(channels, side, side);

    private static Digest DigestOf(DatasetRef dataset) => Digest.Of(System.Text.Encoding.UTF8.GetBytes(dataset.Text));

    private ImageSplit Split(DatasetRef dataset, string part, int count)
    {
        var patterns = Draw.Named($"{dataset.Text}/patterns");
        var prototypes = Enumerable.Range(0, classes).Select(_ => Enumerable.Range(0, Shape.Length).Select(_ => patterns.Below(256)).ToArray()).ToArray();
        var noise = Draw.Named($"{dataset.Text}/{part}");
        var pixels = new byte[count * Shape.Length];
        var labels = new ushort[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = (ushort)(i % classes);
            for (var j = 0; j < Shape.Length; j++)
                pixels[i * Shape.Length + j] = (byte)Math.Clamp(prototypes[labels[i]][j] + noise.Below(81) - 40, 0, 255);
        }
        return new(Shape, pixels, [.. Enumerable.Range(0, count)], labels);
    }
}
