using System.Collections.Immutable;
using System.Globalization;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Derived;
using Sweeper.Host.Output;
using Sweeper.Host.Reports.Charts;

namespace Sweeper.Host.Reports.Tables;

/// <summary>Which source serves each target best.</summary>
internal static class RankingTable
{
    /// <summary>A row a source and target; null where no random ticket is there to rank by.</summary>
    public static ReportTable? Of(CurveSet curves, IntervalWords intervals)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<TableCell>>();
        var seen = new List<ResultGroup>();
        foreach (var family in Family.Of(curves))
        {
            foreach (var target in family.Winning.GroupBy(curve => curve.Target))
            {
                if (curves.RandomOf(target.First()) is not { } random) continue;
                var places = SourceRanking.Of(target, random);
                if (places.All(place => place.Rounds == 0)) continue;
                seen.AddRange(target.SelectMany(curve => curve.Points).Concat(random.Points));
                rows.AddRange(places.Select((place, i) => Row(place, i + 1)));
            }
        }
        return rows.Count == 0 ? null : new(
            "ranking", "Sources by gain",
            string.Create(CultureInfo.InvariantCulture, $"For each target, sources by their mean gain over random tickets at the evaluated rounds with at least {100 * SourceRanking.DefaultSparsity:0}% pruned: per seed the mean over these rounds, then the mean over ")
            + $"the seeds that have every value, with Student's 95% interval. Ranks of sources whose intervals overlap are not to be relied on.{intervals.OfOneLook("Intervals")}",
            Gaps.Of(seen), [.. CurveCells.Columns[..3], new("Rank"), new("Source", false), new("Mean gain"), new("95% low"), new("95% high"), new("n"), new("Rounds")], rows.ToImmutable());
    }

    private static ImmutableArray<TableCell> Row(SourceRanking place, int rank)
    {
        var cells = CurveCells.Of(place.Curve);
        return
        [
            .. cells[..3], place.Gain.Mean is null ? TableCell.Text("-") : TableCell.Whole(rank), cells[3], TableCell.Points(place.Gain.Mean), TableCell.Points(place.Gain.Ci95Low), TableCell.Points(place.Gain.Ci95High),
            TableCell.Seeds(place.Gain.N, place.Curve.Wanted), TableCell.Whole(place.Rounds),
        ];
    }
}
