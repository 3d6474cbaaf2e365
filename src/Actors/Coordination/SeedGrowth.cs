using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Claims;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Specs;
using Sweeper.Training.Keys;

namespace Sweeper.Actors.Coordination;

/// <summary>
/// Which cells of a sweep with adaptive seeds are asked for by now. A comparison is looked at when the last cell of its seeds has ended; it then has
/// enough, or its next seed is asked for.
/// </summary>
internal sealed class SeedGrowth
{
    private readonly SweepPlan _plan;
    private readonly SeedRule _rule;
    private readonly Dictionary<StageKey, StoredResult> _results;
    private readonly Dictionary<StageKey, StageTrouble> _setAside;
    private readonly GroupReader _reader;
    private readonly List<GrowingComparison> _comparisons;
    private readonly Dictionary<int, List<GrowingComparison>> _comparisonsOf = [];

    private SeedGrowth(SweepStart start, SeedRule rule)
    {
        (_plan, _rule) = (start.Plan, rule);
        _results = new(start.Results);
        _setAside = new(start.SetAside);
        _reader = new GroupReader(start.Plan, _results, _setAside);
        _comparisons = [.. SeedComparisons.Of(start.Plan.Specs[0], start.Plan.Groups).Select(comparison => new GrowingComparison(comparison, rule.Min))];
        foreach (var comparison in _comparisons)
        {
            foreach (var stage in comparison.StagesOfSeeds(0, rule.Max))
            {
                if (!_comparisonsOf.TryGetValue(stage, out var those)) _comparisonsOf[stage] = those = [];
                those.Add(comparison);
            }
            AwaitCells(comparison);
            Look(comparison);
        }
    }

    /// <summary>The growth of a sweep from what is stored; null where its seeds are fixed.</summary>
    public static SeedGrowth? Of(SweepStart start) => start.Plan.Specs is [{ SeedRule: { } rule }] ? new(start, rule) : null;

    /// <summary>Whether each stage's accuracy is the value of a cell that is asked for, by stage number.</summary>
    public bool[] Asked()
    {
        var asked = new bool[_plan.Stages.Length];
        foreach (var group in _plan.Groups)
            foreach (var (_, stage) in group.Cells.Take(_rule.Min)) asked[stage] = true;
        foreach (var stage in _comparisons.SelectMany(comparison => comparison.StagesOfSeeds(0, comparison.Seeds))) asked[stage] = true;
        return asked;
    }

    /// <summary>A stage has its result; returns the comparisons that now ask for more seeds. As in the store, the first result counts.</summary>
    public IReadOnlyList<SeedStep> Completed(PlannedStage stage, StoredResult result)
    {
        if (!_results.TryAdd(stage.Key, result)) return [];
        return LookAt(ComparisonsOf(stage).Where(comparison => comparison.Open.Remove(stage.Number)));
    }

    /// <summary>A stage has failed for good, and with it every cell whose ticket comes from it.</summary>
    public IReadOnlyList<SeedStep> SetAside(PlannedStage stage, StageTrouble trouble)
    {
        _setAside[stage.Key] = trouble;
        return LookAt(_comparisons.Where(comparison => comparison.Open.RemoveWhere(HasEnded) > 0));
    }

    /// <summary>Stages that failed for good are tried again: their cells, and those behind them, are waited for. No comparison loses seeds by that.</summary>
    public void Revive(IEnumerable<PlannedStage> stages)
    {
        foreach (var stage in stages) _setAside.Remove(stage.Key);
        foreach (var comparison in _comparisons) AwaitCells(comparison);
    }

    private IEnumerable<GrowingComparison> ComparisonsOf(PlannedStage stage) => _comparisonsOf.GetValueOrDefault(stage.Number) ?? [];

    private IReadOnlyList<SeedStep> LookAt(IEnumerable<GrowingComparison> changed) =>
        [.. changed.ToList().Where(comparison => comparison.Open.Count == 0).Select(Look).Where(step => step is not null).Select(step => step!)];

    // Null where the comparison stays where it is.
    private SeedStep? Look(GrowingComparison comparison)
    {
        if (comparison.Open.Count > 0) return null;
        var before = comparison.Seeds;
        var rows = new RowsByGroup(comparison.Comparison.Groups.Select(_reader.Read));
        comparison.Seeds = SeedLooks.Reach(_rule, comparison.Comparison, before, rows);
        if (comparison.Seeds == before) return null;
        AwaitCells(comparison);
        var stages = comparison.StagesOfSeeds(before, comparison.Seeds).Select(number => _plan.Stages[number]).ToList();
        return new(comparison.Comparison.Name, comparison.Seeds, SeedLooks.HalfWidth(_rule, comparison.Comparison, comparison.Seeds - 1, rows), stages);
    }

    private void AwaitCells(GrowingComparison comparison) =>
        comparison.Open.UnionWith(comparison.StagesOfSeeds(0, comparison.Seeds).Where(stage => !HasEnded(stage)));

    private bool HasEnded(int stage) => _reader.HasEnded(_plan.Stages[stage]);

    private sealed class GrowingComparison(SeedComparison comparison, int seeds)
    {
        public SeedComparison Comparison => comparison;

        public int Seeds { get; set; } = seeds;

        /// <summary>The stages of its cells that have not ended.</summary>
        public HashSet<int> Open { get; } = [];

        public IEnumerable<int> StagesOfSeeds(int from, int to) =>
            comparison.Groups.SelectMany(group => group.Cells.Skip(from).Take(to - from)).Select(cell => cell.Stage).Distinct();
    }
}
