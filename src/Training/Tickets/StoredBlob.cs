using Sweeper.Training.Keys;

namespace Sweeper.Training.Tickets;

/// <summary>A blob as the folder lists it, unverified.</summary>
/// <param name="Digest">The digest that its name says.</param>
/// <param name="Bytes">Its file's size.</param>
public readonly record struct StoredBlob(Digest Digest, long Bytes);
