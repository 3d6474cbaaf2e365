using System.Collections.Immutable;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets;

/// <summary>What its publisher says of a dataset, so that a plan needs no data.</summary>
/// <param name="Geometry">The shape of an image.</param>
/// <param name="TrainCounts">The training images of each class.</param>
/// <param name="TestCounts">The test images of each class.</param>
internal sealed record PublishedDataset(ImageGeometry Geometry, ImmutableArray<int> TrainCounts, ImmutableArray<int> TestCounts)
{
    /// <summary>The <see cref="BaseFacts.Digest"/> of the published files; null where only their archives' are known.</summary>
    public Digest? Content { get; init; }

    /// <summary>
    /// The SHA-256 of the published .gz files: training images, training labels, test images, test labels; default where
    /// <see cref="Content"/> is known.
    /// </summary>
    public ImmutableArray<Digest> Archives { get; init; }

    /// <summary>The number of classes.</summary>
    public int Classes => TrainCounts.Length;
}
