using System.Collections.Immutable;
using Sweeper.Actors.Derived;
using Sweeper.Actors.Specs;
using Sweeper.Host.Output;
using Sweeper.Host.Reports.Charts;

namespace Sweeper.Host.Reports.Tables;

/// <summary>Transfer gap (to the target's own ticket) and gain (over random tickets), paired by seed: each at some rounds for a page, at every round for files.</summary>
internal static class ContrastTables
{
    /// <summary>The tables of a sweep; fewer where there is nothing to compare with.</summary>
    public static IEnumerable<(ReportTable AtSomeRounds, ReportTable AtEveryRound)> Of(CurveSet curves, IntervalWords intervals)
    {
        var sorted = CurveCells.Sorted(curves.Curves).ToList();
        var shown = RoundChoice.Of(curves.Curves.Where(curve => curve.Ticket == TicketKind.Winning), 2).ToHashSet();
        foreach (var (id, name, what, contrasts) in new[]
        {
            ("gap", "Transfer gap", "the target's own ticket", RoundContrast.Of(sorted, curve => curve.IsOwnTarget ? null : curves.OwnOf(curve))),
            ("gain", "Gain", "random tickets", RoundContrast.Of(sorted, curves.RandomOf)),
        })
        {
            if (contrasts.IsEmpty) continue;
            var caption = $"Winning tickets minus {what}, in points, paired by seed, with Student's 95% interval of the mean. Exploratory: no claim rests on it. p is of the two-sided paired t test of one row; q corrects it "
                + $"for the {Humans.Count(contrasts.Count(contrast => contrast.P is not null), "test")} of {id}-all-rounds.csv, one family (Benjamini-Hochberg): of the rows with q below 0.05 at most 5% are expected to be chance.{intervals.OfOneLook("Intervals, p and q")}";
            yield return (
                Table(id, $"{name} at some rounds", caption, [.. contrasts.Where(contrast => shown.Contains(contrast.Point.Group.Round))]),
                Table($"{id}-all-rounds", $"{name} at every round", caption, contrasts));
        }
    }

    private static ReportTable Table(string id, string title, string caption, ImmutableArray<RoundContrast> contrasts) => new(
        id, title, caption, Gaps.Of(contrasts.SelectMany(contrast => new[] { contrast.Point, contrast.Against })),
        [.. CurveCells.Columns[..4], new("Round"), new("Pruned (%)"), new("Difference"), new("95% low"), new("95% high"), new("n"), new("p"), new("q")],
        new RowsOnDemand(
            contrasts.Select(contrast => (ImmutableArray<TableCell>)[
                .. CurveCells.Of(contrast.Curve)[..4], TableCell.Whole(contrast.Point.Group.Round), TableCell.Percent(contrast.Point.PrunedFraction ?? contrast.Against.PrunedFraction),
                TableCell.Points(contrast.Difference.Mean), TableCell.Points(contrast.Difference.Ci95Low), TableCell.Points(contrast.Difference.Ci95High),
                TableCell.Seeds(contrast.Difference.N, PairedDifference.Wanted(contrast.Point, contrast.Against)), TableCell.Probability(contrast.P), TableCell.Probability(contrast.Q)])));
}
