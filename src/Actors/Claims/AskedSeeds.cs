using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;

namespace Sweeper.Actors.Claims;

/// <summary>How many seeds a sweep asks for by now, row by row: with adaptive seeds a plan holds all that it may ever ask for.</summary>
public sealed class AskedSeeds
{
    private readonly SeedRule? _rule;
    private readonly Dictionary<CellGroup, int> _seeds = [];

    private AskedSeeds(SeedRule? rule) => _rule = rule;

    /// <summary>What some results ask for. A comparison's rows are let go when it has been looked at.</summary>
    /// <param name="plan">The plan of one sweep.</param>
    /// <param name="rowOf">The row of a group, with all seeds of the plan.</param>
    public static AskedSeeds Of(SweepPlan plan, Func<CellGroup, ResultGroup> rowOf)
    {
        if (plan.Specs is not [{ SeedRule: { } rule } spec]) return new(null);
        var asked = new AskedSeeds(rule);
        foreach (var comparison in SeedComparisons.Of(spec, plan.Groups))
        {
            var reached = SeedLooks.Reach(rule, comparison, rule.Min, new RowsByGroup(comparison.Groups.Select(rowOf)));
            foreach (var key in comparison.Groups.Select(KeyOf)) asked._seeds[key] = Math.Max(reached, asked._seeds.GetValueOrDefault(key));
        }
        return asked;
    }

    /// <summary>All rows of a plan, cut to the seeds that they ask for; the rows themselves where seeds are fixed.</summary>
    public static IReadOnlyList<ResultGroup> Cut(SweepPlan plan, IReadOnlyList<ResultGroup> rows)
    {
        if (plan.Specs is not [{ SeedRule: not null }]) return rows;
        var byGroup = new RowsByGroup(rows);
        var asked = Of(plan, group => byGroup[group]);
        return [.. rows.Select(asked.Cut)];
    }

    /// <summary>A row cut to the seeds that it asks for, with its interval at the rule's level; the row itself where seeds are fixed. It may have
    /// some of its cells only, as a filter left them.</summary>
    public ResultGroup Cut(ResultGroup row) => _rule is null ? row : row.Below(_seeds.GetValueOrDefault(KeyOf(row.Group), _rule.Min), _rule.Level);

    private static CellGroup KeyOf(CellGroup group) => group with { Cells = [] };
}
