using System.Collections.Immutable;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets;

/// <summary>What is known of a base dataset (one without options) once its files have been read.</summary>
/// <param name="Digest">
/// What identifies the images and labels, whatever files they came in (<see cref="ContentDigest"/>): gzipped and raw files agree.
/// </param>
/// <param name="Geometry">The shape of an image.</param>
/// <param name="TrainCounts">The training images of each class.</param>
/// <param name="TestCounts">The test images of each class; as long as <paramref name="TrainCounts"/>.</param>
/// <param name="Normalisation">One a channel, over the training images.</param>
/// <param name="Official">Whether these are the bytes that the publisher gives out.</param>
internal sealed record BaseFacts(
    Digest Digest,
    ImageGeometry Geometry,
    ImmutableArray<int> TrainCounts,
    ImmutableArray<int> TestCounts,
    ImmutableArray<ChannelNormalisation> Normalisation,
    bool Official)
{
    /// <summary>The number of classes.</summary>
    public int Classes => TrainCounts.Length;
}
