using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Results;

/// <summary>An artifact's row, whether or not it is the one that counts for its key.</summary>
internal readonly record struct ArtifactRow(ArtifactKey Key, ArtifactKind Kind, Digest Digest);
