using Sweeper.Training.Keys;

namespace Sweeper.Training.Stages;

/// <summary>An artifact in the ticket store.</summary>
/// <param name="Key">How it is made.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Digest">Its bytes.</param>
/// <param name="Bytes">Its size.</param>
public sealed record StoredArtifact(ArtifactKey Key, ArtifactKind Kind, Digest Digest, long Bytes);
