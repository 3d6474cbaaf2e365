using Sweeper.Actors.Aggregation;

namespace Sweeper.Actors.Claims;

/// <summary>Rows of both sides of a claim that differ in nothing but what the claim is about.</summary>
/// <param name="Target">On which target, at which round.</param>
/// <param name="Compare">Rows of one side, at least one; their mean counts.</param>
/// <param name="Against">Rows of the other, the same.</param>
internal sealed record ClaimPair(ClaimTarget Target, IReadOnlyList<ResultGroup> Compare, IReadOnlyList<ResultGroup> Against);
