namespace Sweeper.Actors.Status;

/// <summary>A chain of pruning rounds.</summary>
/// <param name="Name">Model, source, way of pruning where there are several, seed.</param>
/// <param name="Done">Rounds trained.</param>
/// <param name="Rounds">Rounds asked for.</param>
/// <param name="State">What its next round is: running, ready, waiting, failed or blocked.</param>
/// <param name="IsCritical">Whether the longest path of work that is left starts in it.</param>
/// <param name="WorkLeft">The work of that path as a share of the longest one's, in [0, 1].</param>
/// <param name="Stage">The key of its next round's training, or of its last one's where all are done; null where it is not told.</param>
public sealed record ChainStatus(string Name, int Done, int Rounds, string State, bool IsCritical, double WorkLeft, string? Stage = null);
