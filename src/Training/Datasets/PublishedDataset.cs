using System.Collections.Frozen;
using System.Collections.Immutable;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets;

/// <summary>What its publisher says of a dataset, so that a plan needs no data.</summary>
/// <param name="Geometry">The shape of an image.</param>
/// <param name="TrainCounts">The training images of each class; default where only <see cref="TrainTotal"/> is known.</param>
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

    /// <summary>The training images of all classes, where <see cref="TrainCounts"/> is not known.</summary>
    public int TrainTotal { get; init; }

    /// <summary>The number of classes.</summary>
    public int Classes => TestCounts.Length;

    /// <summary>The numbers of training and test images left by a ref's options.</summary>
    /// <exception cref="DatasetException">An option does not fit the dataset, or what it leaves is known from the data only.</exception>
    public (int Train, int Test) Count(DatasetRef dataset)
    {
        if (!TrainCounts.IsDefault) return DatasetOptions.Count(dataset, TrainCounts, TestCounts);
        if (dataset is { Half: null, Classes.IsDefault: true, Fraction: null, LabelNoise: null }) return (TrainTotal, TestCounts.Sum());
        throw new DatasetException(
            $"dataset {dataset.Text}: how many training images each class of {dataset.Base} has is known from its files only, so what the options leave cannot be counted without them. " +
            Format.Remedy(dataset.Base));
    }
}
