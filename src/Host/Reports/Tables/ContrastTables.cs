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
        var points = Points(curves, isShown);
        if (!points.Any()) return null;
        return new(id, title, Caption, Gaps.Of(points.SelectMany(each => new[] { each.Point, each.Own, each.Random }.OfType<ResultGroup>())),
            [
                .. CurveCells.Columns[..4], new("Round"), new("Pruned (%)"), new("Gap"), new("Gap low"), new("Gap high"), new("Gap n"), new("Gain"), new("Gain low"), new("Gain high"), new("Gain n"),
            ],
            new RowsOnDemand(points.Select(each => (ImmutableArray<TableCell>)[
                .. CurveCells.Of(each.Curve).Where((_, i) => i != 4), TableCell.Whole(each.Point.Group.Round), TableCell.Percent(each.Point.PrunedFraction), .. Cells(each.Point, each.Own), .. Cells(each.Point, each.Random)])));
    }

    // Every point of a winning ticket that has something to be compared with.
    private static IEnumerable<(Curve Curve, ResultGroup Point, ResultGroup? Own, ResultGroup? Random)> Points(CurveSet curves, Func<int, bool> isShown) =>
        from curve in CurveCells.Sorted(curves.Curves)
        where curve.Ticket == TicketKind.Winning
        let own = curve.IsOwnTarget ? null : curves.OwnOf(curve)
        let random = curves.RandomOf(curve)
        from point in curve.Points
        where isShown(point.Group.Round)
        let pair = (Own: own?.At(point.Group.Round), Random: random?.At(point.Group.Round))
        where pair.Own is not null || pair.Random is not null
        select (curve, point, pair.Own, pair.Random);

    private static TableCell[] Cells(ResultGroup point, ResultGroup? other)
    {
        if (other is null) return [TableCell.Empty, TableCell.Empty, TableCell.Empty, TableCell.Empty];
        var difference = PairedDifference.Of(point, other);
        return [TableCell.Points(difference.Mean), TableCell.Points(difference.Ci95Low), TableCell.Points(difference.Ci95High), TableCell.Whole(difference.N)];
    }
}
