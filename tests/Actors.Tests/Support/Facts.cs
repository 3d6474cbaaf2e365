using System.Text;
using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;

namespace Sweeper.Actors.Tests.Support;

/// <summary>Facts of datasets without any data: the paper's six, and three small ones (a and b alike but for their number of images, c of five classes).</summary>
internal static class Facts
{
    private static readonly Dictionary<string, DatasetInfo> Known = new()
    {
        ["fashion-mnist"] = Of(1, 28, 10, 60_000, 10_000),
        // As the paper's replication has it: grey repeated to three channels, so that its tickets fit the other datasets.
        ["fashion-mnist-rgb"] = Of(3, 28, 10, 60_000, 10_000),
        ["svhn"] = Of(3, 32, 10, 73_257, 26_032),
        ["cifar-10"] = Of(3, 32, 10, 50_000, 10_000),
        ["cifar-100"] = Of(3, 32, 100, 50_000, 10_000),
        ["imagenet"] = Of(3, 224, 1000, 1_281_167, 50_000),
        ["places365"] = Of(3, 224, 365, 1_803_460, 36_500),
        ["tiny"] = Of(1, 8, 10, 100, 20),
        ["photographs"] = Of(3, 0, 10, 100, 20),
        ["a"] = Of(1, 28, 10, 320, 100),
        ["b"] = Of(1, 28, 10, 640, 100),
        ["c"] = Of(1, 28, 5, 320, 100),
    };

    /// <summary>What is known of a dataset whose files are at hand.</summary>
    public static DatasetInfo? Describe(DatasetRef dataset) =>
        Provisional(dataset) is { } info ? info with { Digest = Digest.Of(Encoding.UTF8.GetBytes(dataset.Text)) } : null;

    /// <summary>What is known of a dataset by its name alone.</summary>
    public static DatasetInfo? Provisional(DatasetRef dataset) =>
        Known.GetValueOrDefault(dataset.Base) is { } info ? dataset.Half is null ? info : info with { TrainImages = info.TrainImages / 2 } : null;

    private static DatasetInfo Of(int channels, int side, int classes, int train, int test) =>
        new(new ImageGeometry(channels, side, side), classes, train, test, null);
}
