using System.Collections.Immutable;
using System.Globalization;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Derived;
using Sweeper.Host.Reports.Figures;

namespace Sweeper.Host.Reports.Charts;

/// <summary>Sources against targets: how far below the target's own ticket, how far above random tickets.</summary>
internal static class TransferHeatmaps
{
    private const int MostRounds = 2;

    /// <summary>The heatmaps of every family whose sweep has something to compare with.</summary>
    public static IEnumerable<Heatmap> Of(CurveSet curves)
    {
        var number = 0;
        foreach (var family in Family.Of(curves))
        {
            foreach (var round in RoundChoice.Of(family.Winning, MostRounds))
            {
                foreach (var (against, what) in new (Func<Curve, Curve?>, string)[] { (curves.OwnOf, "the target's own ticket"), (curves.RandomOf, "random tickets") })
                {
                    if (Map(family, round, against, what, () => string.Create(CultureInfo.InvariantCulture, $"heatmap-{++number}")) is { } map) yield return map;
                }
            }
        }
    }

    private static Heatmap? Map(Family family, int round, Func<Curve, Curve?> against, string what, Func<string> id)
    {
        var sources = family.Winning.Select(curve => curve.Source!).Distinct().ToImmutableArray();
        var targets = family.Winning.Select(curve => curve.Target).Distinct().ToImmutableArray();
        // A single row, column or diagonal says no more than a table.
        if (sources.Length < 2 || targets.Length < 2 || family.Winning.All(curve => curve.IsOwnTarget)) return null;
        var rows = new List<ResultGroup>();
        var byPair = family.Winning.ToDictionary(curve => (curve.Source!, curve.Target));
        var cells = sources.Select(source => targets.Select(target => Cell(byPair.GetValueOrDefault((source, target)))).ToImmutableArray()).ToImmutableArray();
        if (cells.All(row => row.All(cell => !cell.IsAsked))) return null;
        var pruned = rows.Select(row => row.PrunedFraction).FirstOrDefault(fraction => fraction is not null);
        var title = string.Create(CultureInfo.InvariantCulture, $"Minus {what}, round {round}{(pruned is { } share ? $" ({100 * share:0.0}% pruned)" : "")}: {family.Label}");
        return new(id(), title, $"Mean difference in test accuracy between the source's ticket and {what}, paired by seed, in points. A star: seeds are missing. Blank: not asked for.",
            Gaps.Of(rows), HeatScale.Points, "target", [.. sources.Select(source => $"{source}")], [.. targets.Select(target => $"{target}")], cells);

        HeatCell Cell(Curve? curve)
        {
            if (curve?.At(round) is not { } row || against(curve) is not { } reference || reference.At(round) is not { } other) return default;
            rows.Add(row);
            rows.Add(other);
            return new(true, PairedDifference.Of(row, other).Mean, Gaps.In(row) || Gaps.In(other));
        }
    }
}
