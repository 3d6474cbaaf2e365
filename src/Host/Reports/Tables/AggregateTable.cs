using System.Collections.Immutable;
using System.Globalization;
using Sweeper.Actors.Derived;
using Sweeper.Host.Output;
using Sweeper.Host.Reports.Charts;

namespace Sweeper.Host.Reports.Tables;

/// <summary>Which source serves best over all targets.</summary>
internal static class AggregateTable
{
    /// <summary>A row a source; null where no source has two targets with random tickets.</summary>
    public static ReportTable? Of(CurveSet curves, IntervalWords intervals)
    {
        var families = Family.Of(curves);
        var rows = (from family in families
                    let places = family.Winning.GroupBy(curve => curve.Source!).Select(source => SourceAggregate.Of([.. source], curves.RandomOf)).Where(place => place.Targets > 1)
                    from place in places.OrderByDescending(place => place.Gain.Mean ?? double.NegativeInfinity)
                    select (ImmutableArray<TableCell>)[
                        TableCell.Text(family.Label), TableCell.Text(place.Source.ToString()), TableCell.Points(place.Gain.Mean), TableCell.Points(place.Gain.Ci95Low), TableCell.Points(place.Gain.Ci95High),
                        TableCell.Points(place.InterquartileMean), TableCell.Points(place.Bootstrap?.Low), TableCell.Points(place.Bootstrap?.High), TableCell.Seeds(place.Gain.N, place.Wanted), TableCell.Whole(place.Targets)])
            .ToImmutableArray();
        return rows.IsEmpty ? null : new(
            "ranking-all-targets", "Sources by gain over all targets",
            string.Create(CultureInfo.InvariantCulture, $"Gain over random tickets in points at the evaluated rounds with at least {100 * SourceRanking.DefaultSparsity:0}% pruned, over all targets of a source, its own among them, and the seeds that have every value. ")
            + "Mean: per seed over rounds and targets, then over seeds, with Student's 95% interval. Inter-quartile mean (IQM): of the gains of all seeds and targets, without the lowest and the highest quarter, so that a single target counts for little. "
            + $"Its 95% interval is a percentile bootstrap of {Humans.Count(SourceAggregate.Resamples, "sample")} of whole seeds, which is too narrow for few seeds (of a mean over 3 it covers 75%, over 6 86%): go by Student's.{intervals.OfOneLook("Both intervals")}",
            Gaps.Of(families.SelectMany(family => family.Winning.Concat(family.Random)).SelectMany(curve => curve.Points)),
            [
                new("Tickets", false), new("Source", false), new("Mean gain"), new("95% low"), new("95% high"), new("IQM"), new("Bootstrap low"), new("Bootstrap high"), new("n"), new("Targets"),
            ],
            rows);
    }
}
