using System.Collections.Frozen;
using System.Collections.Immutable;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets;

/// <summary>What its publisher says of a dataset, so that a plan needs no data.</summary>
/// <param name="Geometry">The shape of an image.</param>
/// <param name="TrainCounts">The training images of each class.</param>
/// <param name="TestCounts">The test images of each class.</param>
internal sealed record PublishedDataset(ImageGeometry Geometry, ImmutableArray<int> TrainCounts, ImmutableArray<int> TestCounts)
{
    /// <summary>The format in which it is published and looked for.</summary>
    public IBaseFormat Format { get; init; } = IdxFormat.Instance;

    /// <summary>The <see cref="BaseFacts.Digest"/> of the published files; null where only the files' own are known.</summary>
    public Digest? Content { get; init; }

    /// <summary>
    /// The SHA-256 of the published files by their names, and of those in a published archive; empty where <see cref="Content"/> is known.
    /// </summary>
    public FrozenDictionary<string, Digest> Files { get; init; } = FrozenDictionary<string, Digest>.Empty;

    /// <summary>The number of classes.</summary>
    public int Classes => TrainCounts.Length;
}
