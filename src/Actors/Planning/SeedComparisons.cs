using System.Collections.Immutable;
using Sweeper.Actors.Specs;

namespace Sweeper.Actors.Planning;

/// <summary>What grows in a sweep with adaptive seeds: each of its claims, or, where it makes none, the rows of each model on each target.</summary>
public static class SeedComparisons
{
    /// <summary>The comparisons, in the order of the claims, or of the groups.</summary>
    /// <param name="spec">The sweep.</param>
    /// <param name="groups">All of its groups.</param>
    public static ImmutableArray<SeedComparison> Of(SweepSpec spec, IEnumerable<CellGroup> groups)
    {
        var all = groups.ToList();
        return spec.Claims.IsEmpty
            ? [.. all.GroupBy(group => (group.Model, group.Target)).Select(rows => new SeedComparison($"target {rows.Key.Target} of {rows.Key.Model}", null, [.. rows]))]
            : [.. spec.Claims.Select(claim => SeedComparison.Of(ClaimCells.Of(claim, all)))];
    }
}
