using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Statistics;

namespace Sweeper.Actors.Claims;

/// <summary>
/// How many seeds a comparison has come to. A look needs every cell of the seeds so far to have ended, well or not, so that the number follows from the
/// results and not from when they came.
/// </summary>
public static class SeedLooks
{
    /// <summary>Goes on from some seeds as far as the results allow: to the first look that asks for no more, or to seeds that are still to be trained.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="comparison">The comparison.</param>
    /// <param name="from">Seeds that it has already, at least the rule's minimum.</param>
    /// <param name="rows">At least the rows of the comparison.</param>
    public static int Reach(SeedRule rule, SeedComparison comparison, int from, RowsByGroup rows)
    {
        var seeds = from;
        while (seeds < rule.Max && HaveEnded(comparison, seeds, rows) && !AreEnough(rule, comparison, seeds, rows)) seeds++;
        return seeds;
    }

    /// <summary>Half the width of a comparison's interval over its first seeds, in points; null where it has none: of a claim that of its mean
    /// difference, else the widest of its rows'.</summary>
    public static double? HalfWidth(SeedRule rule, SeedComparison comparison, int seeds, RowsByGroup rows)
    {
        double? widest = null;
        foreach (var values in Samples(comparison, seeds, rows).Where(values => values.Count > 0))
        {
            if (values.Count < 2) return null;
            var interval = StudentInterval.Of(values, rule.Level);
            widest = Math.Max(widest ?? 0, (interval.High - interval.Low) / 2);
        }
        return widest;
    }

    private static bool HaveEnded(SeedComparison comparison, int seeds, RowsByGroup rows) =>
        comparison.Groups.All(group => rows[group].Seeds.Take(seeds).All(value => value.State != CellState.Missing));

    // What has not a single value after so many seeds fails each time: more of them would be wasted.
    private static bool AreEnough(SeedRule rule, SeedComparison comparison, int seeds, RowsByGroup rows) =>
        Samples(comparison, seeds, rows).All(values => values.Count == 0) || HalfWidth(rule, comparison, seeds, rows) <= rule.HalfWidth;

    // In points.
    private static IEnumerable<IReadOnlyList<double>> Samples(SeedComparison comparison, int seeds, RowsByGroup rows) => comparison.Claim is { } claim
        ? [ClaimContrast.Of(claim, rows, seeds).Differences]
        : comparison.Groups.Select(group => (IReadOnlyList<double>)[.. rows[group].Seeds.Take(seeds).Where(value => value.Accuracy is not null).Select(value => 100 * value.Accuracy!.Value)]);
}
