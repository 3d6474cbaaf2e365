using System.Collections.Immutable;
using System.Globalization;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Derived;
using Sweeper.Host.Output;
using Sweeper.Host.Reports.Charts;

namespace Sweeper.Host.Reports.Tables;

/// <summary>How far each curve matches the dense network.</summary>
internal static class MatchingTable
{
    /// <summary>A row a curve whose target's dense network is evaluated.</summary>
    public static ReportTable Of(CurveSet curves, IntervalWords intervals)
    {
        var pairs = CurveCells.Sorted(curves.Curves).Select(curve => (Curve: curve, Dense: curves.DenseOf(curve))).Where(pair => pair.Dense is not null).ToList();
        return new(
            "matching", "Matching extent",
            string.Create(CultureInfo.InvariantCulture, $"The last round up to which, at every evaluated round, the lower end of the 95% interval of ticket minus dense, paired by seed, stays above -{MatchingExtent.DefaultMargin} points; ")
            + $"and the round that ended it. Fewer than two seeds cannot show a match.{intervals.OfOneLook("Intervals")}",
            Gaps.Of(pairs.SelectMany(pair => pair.Curve.Points.Append(pair.Dense!))),
            [.. CurveCells.Columns, new("Matches to round"), new("Weights left there (%)"), new("Fails at round"), new("Minus dense there"), new("95% low"), new("95% high"), new("n")],
            [.. pairs.Select(pair => Row(pair.Curve, pair.Dense!, MatchingExtent.Of(pair.Curve, pair.Dense!)))]);
    }

    private static ImmutableArray<TableCell> Row(Curve curve, ResultGroup dense, MatchingExtent extent) =>
    [
        .. CurveCells.Of(curve), extent.Last is { } last ? TableCell.Whole(last.Group.Round) : TableCell.Text("none"), TableCell.Percent(1 - extent.Last?.PrunedFraction),
        extent.Stopped is { } stopped ? TableCell.Whole(stopped.Group.Round) : TableCell.Text("-"), TableCell.Points(extent.AtStop?.Mean), TableCell.Points(extent.AtStop?.Ci95Low),
        TableCell.Points(extent.AtStop?.Ci95High), extent is { Stopped: { } end, AtStop: { } there } ? TableCell.Seeds(there.N, PairedDifference.Wanted(end, dense)) : TableCell.Empty,
    ];
}
