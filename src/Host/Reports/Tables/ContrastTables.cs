using System.Collections.Immutable;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Derived;
using Sweeper.Actors.Specs;
using Sweeper.Host.Reports.Charts;

namespace Sweeper.Host.Reports.Tables;

/// <summary>Transfer gap (to the target's own ticket) and gain (over random tickets), paired by seed.</summary>
internal static class ContrastTables
{
    private const string Caption = "Winning tickets minus the target's own (gap) and minus random tickets (gain), in points, paired by seed, with Student's 95% interval of the mean. Exploratory: intervals are not corrected for their number.";

    /// <summary>At some rounds, for a page; null where there is nothing to compare with.</summary>
    public static ReportTable? AtSomeRounds(CurveSet curves) =>
        Of(curves, "transfer", "Transfer gap and gain at some rounds", RoundChoice.Of(curves.Curves.Where(curve => curve.Ticket == TicketKind.Winning), 2).ToHashSet().Contains);

    /// <summary>At every round, for files.</summary>
    public static ReportTable? AtEveryRound(CurveSet curves) => Of(curves, "transfer-all-rounds", "Transfer gap and gain at every round", _ => true);

    private static ReportTable? Of(CurveSet curves, string id, string title, Func<int, bool> isShown)
    {
        var seen = new List<ResultGroup>();
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<TableCell>>();
        foreach (var curve in CurveCells.Sorted(curves.Curves).Where(curve => curve.Ticket == TicketKind.Winning))
        {
            var (own, random) = (curve.IsOwnTarget ? null : curves.OwnOf(curve), curves.RandomOf(curve));
            foreach (var point in curve.Points.Where(point => isShown(point.Group.Round)))
            {
                var (ownPoint, randomPoint) = (own?.At(point.Group.Round), random?.At(point.Group.Round));
                if (ownPoint is null && randomPoint is null) continue;
                seen.AddRange(new[] { point, ownPoint, randomPoint }.OfType<ResultGroup>());
                rows.Add([.. CurveCells.Of(curve).Where((_, i) => i != 4), TableCell.Whole(point.Group.Round), TableCell.Percent(point.PrunedFraction), .. Cells(point, ownPoint), .. Cells(point, randomPoint)]);
            }
        }
        return rows.Count == 0 ? null : new(id, title, Caption, Gaps.Of(seen),
            [
                .. CurveCells.Columns[..4], new("Round"), new("Pruned (%)"), new("Gap"), new("Gap low"), new("Gap high"), new("Gap n"), new("Gain"), new("Gain low"), new("Gain high"), new("Gain n"),
            ],
            rows.ToImmutable());
    }

    private static TableCell[] Cells(ResultGroup point, ResultGroup? other)
    {
        if (other is null) return [TableCell.Empty, TableCell.Empty, TableCell.Empty, TableCell.Empty];
        var difference = PairedDifference.Of(point, other);
        return [TableCell.Points(difference.Mean), TableCell.Points(difference.Ci95Low), TableCell.Points(difference.Ci95High), TableCell.Whole(difference.N)];
    }
}
