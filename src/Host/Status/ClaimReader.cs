using System.Collections.Immutable;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Claims;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Status;
using Sweeper.Host.Output;

namespace Sweeper.Host.Status;

/// <summary>What the rows of a run say of its claims so far.</summary>
internal static class ClaimReader
{
    /// <summary>The claims, in the order of the file.</summary>
    public static ImmutableArray<ClaimStatus> Read(SweepPlan plan, IReadOnlyList<ResultGroup> rows) =>
    [
        .. ClaimDecisions.Decide(plan, rows).Select(verdict => new ClaimStatus(
            verdict.Claim.Name, Words.Of(verdict.Verdict), Words.Of(verdict.Claim.Expect), verdict.Difference, verdict.Ci95Low, verdict.Ci95High,
            verdict.N, verdict.Wanted, verdict.Verdict == Verdict.Contradicted ? verdict.OppositeHolmP : verdict.HolmP, verdict.SeedsStillNeeded)),
    ];
}
