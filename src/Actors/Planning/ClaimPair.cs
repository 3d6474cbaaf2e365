namespace Sweeper.Actors.Planning;

/// <summary>Groups of both sides of a claim that differ in nothing but what the claim is about.</summary>
/// <param name="Target">On which target, at which round.</param>
/// <param name="Compare">Groups of one side, at least one; their mean counts.</param>
/// <param name="Against">Groups of the other, the same.</param>
public sealed record ClaimPair(ClaimTarget Target, IReadOnlyList<CellGroup> Compare, IReadOnlyList<CellGroup> Against);
