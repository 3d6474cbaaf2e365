namespace Sweeper.Actors.Planning;

/// <summary>One of the places over which a claim averages.</summary>
/// <param name="Dataset">The target dataset's text.</param>
/// <param name="Round">The pruning round.</param>
public sealed record ClaimTarget(string Dataset, int Round);
