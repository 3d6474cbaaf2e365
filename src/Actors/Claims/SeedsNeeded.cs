using Sweeper.Actors.Statistics;

namespace Sweeper.Actors.Claims;

/// <summary>
/// How many seeds more would support a claim if the mean difference and its standard deviation stayed as they are. A seed more is one more for
/// every claim of the sweep, so all p values fall together, and Holm's correction is made anew at each count.
/// </summary>
/// <param name="tests">The tests of the sweep's claims, null for those that have too few seeds, and the n of each.</param>
internal sealed class SeedsNeeded(IReadOnlyList<(ClaimTest? Test, int N)> tests)
{
    private const int Most = 1_000_000;

    /// <summary>Of one claim; null where its mean lies the wrong way, it has fewer than two seeds, or a million would not do.</summary>
    public int? Of(int claim)
    {
        if (tests[claim].Test is not { IsRightWay: true }) return null;
        var enough = 1;
        while (!Decides(claim, enough))
        {
            if (enough >= Most) return null;
            enough *= 2;
        }
        // More seeds never undo what fewer decide: each p on the right side of its bound falls, and the others were no hindrance.
        var tooFew = enough / 2;
        while (enough - tooFew > 1)
        {
            var middle = (enough + tooFew) / 2;
            if (Decides(claim, middle)) enough = middle;
            else tooFew = middle;
        }
        return enough;
    }

    private bool Decides(int claim, int more) =>
        MultipleTests.Holm([.. tests.Select(other => other.Test?.P(other.N + more) ?? 1)])[claim] < ClaimDecisions.Level;
}
