using System.Collections.Immutable;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets.Fetching;

/// <summary>One file as its publisher gives it out.</summary>
/// <param name="Name">Its name in the dataset's folder.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">The SHA-256 of its bytes.</param>
/// <param name="Addresses">Where it is given out, in the order in which they are tried.</param>
public sealed record PublishedFile(string Name, long Size, Digest Sha256, ImmutableArray<Uri> Addresses);
