using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets.Fetching;

/// <summary>A file of a dataset on this machine, every byte of which was read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">The SHA-256 of its bytes.</param>
/// <param name="IsPublished">Whether these are the bytes that the publisher gives out under this name.</param>
public sealed record CheckedFile(string Path, long Size, Digest Sha256, bool IsPublished);
