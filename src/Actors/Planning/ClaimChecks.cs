using Sweeper.Actors.Specs;

namespace Sweeper.Actors.Planning;

/// <summary>What can be wrong with claims only once the cells are known.</summary>
internal static class ClaimChecks
{
    /// <summary>
    /// Claims that compare cells with themselves: their differences are nothing, or half of what is meant, whatever the data says. One side names a property that the other
    /// leaves open, or a dataset that has the other's halves.
    /// </summary>
    /// <param name="spec">The sweep.</param>
    /// <param name="groups">All of its groups.</param>
    public static IEnumerable<PlanProblem> Check(SweepSpec spec, IReadOnlyList<CellGroup> groups) =>
        from claim in spec.Claims
        let shared = ClaimCells.Of(claim, groups).Pairs.SelectMany(Shared).FirstOrDefault()
        where shared is not null
        select new PlanProblem(spec.Name, "claims",
            $"claim '{claim.Name}' compares cells with themselves: those of {(shared.Source is { } source ? $"tickets of {source}" : "random tickets")} on {shared.Target} stand on both sides; name on each side what differs, and give a dataset that stands beside its halves a label to name it by");

    private static IEnumerable<CellGroup> Shared(ClaimPair pair) => pair.Compare.Intersect<CellGroup>(pair.Against, ReferenceEqualityComparer.Instance);
}
