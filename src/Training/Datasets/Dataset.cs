using System.Collections.Immutable;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets;

/// <summary>A dataset in memory.</summary>
/// <param name="Ref">How the sweep names it.</param>
/// <param name="Digest">What identifies its content: the base's bytes and the options applied to them.</param>
/// <param name="Train">The images trained on.</param>
/// <param name="Test">The images evaluated on.</param>
/// <param name="Classes">The number of classes.</param>
/// <param name="Normalisation">One a channel.</param>
public sealed record Dataset(
    DatasetRef Ref, Digest Digest, ImageSplit Train, ImageSplit Test, int Classes, ImmutableArray<ChannelNormalisation> Normalisation);
