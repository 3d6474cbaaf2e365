using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Planning;

namespace Sweeper.Actors.Claims;

/// <summary>The rows of a sweep with the seeds that it asks for by now: with adaptive seeds a plan holds all that it may ever ask for.</summary>
public static class AskedRows
{
    /// <summary>The rows cut to the seeds of their comparisons, with intervals at the rule's level; the rows themselves where seeds are fixed.</summary>
    /// <param name="plan">The plan of one sweep.</param>
    /// <param name="rows">All rows of the plan, with all seeds.</param>
    public static IReadOnlyList<ResultGroup> Of(SweepPlan plan, IReadOnlyList<ResultGroup> rows)
    {
        if (plan.Specs is not [{ SeedRule: { } rule } spec]) return rows;
        var byGroup = new RowsByGroup(rows);
        var seeds = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
        foreach (var comparison in SeedComparisons.Of(spec, plan.Groups))
        {
            var reached = SeedLooks.Reach(rule, comparison, rule.Min, byGroup);
            foreach (var group in comparison.Groups) seeds[group] = Math.Max(reached, seeds.GetValueOrDefault(group));
        }
        return [.. rows.Select(row => row.First(seeds.GetValueOrDefault(row.Group, rule.Min), rule.Level))];
    }
}
