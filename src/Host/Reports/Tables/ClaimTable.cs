using System.Collections.Immutable;
using System.Globalization;
using Sweeper.Actors.Claims;
using Sweeper.Host.Output;

namespace Sweeper.Host.Reports.Tables;

/// <summary>What the numbers say of the sweep's claims.</summary>
internal static class ClaimTable
{
    /// <summary>A row a claim.</summary>
    public static ReportTable Of(IReadOnlyList<ClaimVerdict> verdicts, IntervalWords intervals) => new(
        "claims", "Claims",
        "Difference: mean over seeds of compare minus against, in points (for grows: points a round). A paired t test over seeds decides, with Holm's correction over the claims; "
        + "p is one-sided; the opposite's is of the test that would contradict the claim. Sign-flip and Wilcoxon p are printed beside it, and d_z is the difference over its standard deviation."
        + (intervals.Looks == 1 ? "" : $" Student's {intervals.Interval}; p and the opposite's p allow for the looks too, sign-flip and Wilcoxon p do not."),
        Missing(verdicts),
        // A page has seeds wanted and all sentences above the table, at each claim. Of the opposite it has the p that decides, so that a name has room on paper.
        [
            new("Claim", false), new("Expect", false), new("Verdict", false), new("Difference"), new($"{intervals.Level} low"), new($"{intervals.Level} high"), new("n"), new("Wanted", IsInFilesOnly: true),
            new("p"), new("Holm p"), new("Opposite p", IsInFilesOnly: true), new("Opposite Holm p"), new("Sign-flip p"), new("Wilcoxon p"), new("d_z"), new("Seeds still needed"),
            new("Left out", false, IsInFilesOnly: true), new("Notes", false, IsInFilesOnly: true),
        ],
        [.. verdicts.Select(Row)]);

    /// <summary>What is expected, with its margin: <c>equal within ±1</c>.</summary>
    public static string Expectation(ClaimVerdict verdict) =>
        verdict.Claim.Margin is { } margin ? string.Create(CultureInfo.InvariantCulture, $"{Words.Of(verdict.Claim.Expect)}, margin {margin:0.##}") : Words.Of(verdict.Claim.Expect);

    private static ImmutableArray<TableCell> Row(ClaimVerdict verdict) =>
    [
        TableCell.Text(verdict.Claim.Name), TableCell.Text(Expectation(verdict)), TableCell.Text(Words.Of(verdict.Verdict)), TableCell.Points(verdict.Difference),
        TableCell.Points(verdict.Ci95Low), TableCell.Points(verdict.Ci95High), TableCell.Whole(verdict.N), TableCell.Whole(verdict.Wanted), TableCell.Probability(verdict.P),
        TableCell.Probability(verdict.HolmP), TableCell.Probability(verdict.OppositeP), TableCell.Probability(verdict.OppositeHolmP), TableCell.Probability(verdict.SignFlipP), TableCell.Probability(verdict.WilcoxonP), TableCell.Number(verdict.EffectSize, "0.00;−0.00;0.00"),
        TableCell.Whole(verdict.SeedsStillNeeded), TableCell.Text(string.Join("; ", verdict.LeftOut)), TableCell.Text(string.Join("; ", verdict.Notes)),
    ];

    private static string? Missing(IReadOnlyList<ClaimVerdict> verdicts)
    {
        var left = verdicts.Sum(verdict => verdict.LeftOut.Count);
        return left == 0 ? null : $"{Humans.Count(left, "seed")} left out, each named under Left out";
    }
}
