using Sweeper.Actors.Specs;
using Sweeper.Actors.Statistics;

namespace Sweeper.Actors.Claims;

/// <summary>The t tests of a claim, from the mean and the standard deviation of its n differences.</summary>
/// <param name="Expect">What is expected.</param>
/// <param name="Margin">The margin in points; 0 for the expectations that have none.</param>
/// <param name="Mean">The mean difference.</param>
/// <param name="Sd">Its standard deviation.</param>
/// <param name="Looks">How often the numbers may be looked at before seeds stop coming: every p is multiplied by it (Bonferroni), and is at most 1.</param>
internal sealed record ClaimTest(ClaimExpectation Expect, double Margin, double Mean, double Sd, int Looks)
{
    /// <summary>The test of a contrast; it has at least two differences.</summary>
    public static ClaimTest Of(ClaimContrast contrast, int looks) =>
        new(contrast.Claim.Expect, contrast.Claim.Margin ?? 0, Sample.Mean(contrast.Differences), Sample.Sd(contrast.Differences), looks);

    /// <summary>Whether the mean lies where the claim says, so that seeds enough would support it.</summary>
    public bool IsRightWay => Expect switch
    {
        ClaimExpectation.Lower => Mean < 0,
        ClaimExpectation.Equal => Math.Abs(Mean) < Margin,
        _ => Mean > Bound,
    };

    /// <summary>
    /// The p of what is claimed with n seeds: one-sided against 0 (not-lower: against -margin); for equal the larger of the two one-sided tests
    /// against -margin and margin (Schuirmann 1987, "A comparison of the two one-sided tests procedure and the power approach").
    /// </summary>
    public double P(int n) => Expect switch
    {
        ClaimExpectation.Lower => P(n, Alternative.Less, 0),
        ClaimExpectation.Equal => Math.Max(P(n, Alternative.Greater, -Margin), P(n, Alternative.Less, Margin)),
        _ => P(n, Alternative.Greater, Bound),
    };

    /// <summary>
    /// The p of the opposite: one-sided. For not-lower and equal, of a mean below -margin, or beyond the margin on either side, doubled: it is below
    /// 0.05 where the 95% interval lies wholly outside.
    /// </summary>
    public double OppositeP(int n) => Expect switch
    {
        ClaimExpectation.Lower => P(n, Alternative.Greater, 0),
        ClaimExpectation.NotLower => Math.Min(1, 2 * P(n, Alternative.Less, -Margin)),
        ClaimExpectation.Equal => Math.Min(1, 2 * Math.Min(P(n, Alternative.Less, -Margin), P(n, Alternative.Greater, Margin))),
        _ => P(n, Alternative.Less, 0),
    };

    private double Bound => Expect == ClaimExpectation.NotLower ? -Margin : 0;

    private double P(int n, Alternative alternative, double mu) => Math.Min(1, Looks * PairedTTest.P(Mean, Sd, n, alternative, mu));
}
