using System.Collections.Immutable;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Aggregation;

/// <summary>Fills groups with what is stored. Pure: the same results give the same rows, in whatever order they arrived.</summary>
/// <param name="plan">The plan whose cells are asked for.</param>
/// <param name="results">The stored result of each stage.</param>
/// <param name="setAside">The stages that failed for good.</param>
public sealed class GroupReader(SweepPlan plan, IReadOnlyDictionary<StageKey, StoredResult> results, IReadOnlyDictionary<StageKey, StageTrouble> setAside)
{
    /// <summary>One row.</summary>
    public ResultGroup Read(CellGroup group)
    {
        var seeds = group.Cells.OrderBy(cell => cell.Seed).Select(cell => Value(cell.Seed, plan.Stages[cell.Stage])).ToImmutableArray();
        return new(group, PrunedFraction(seeds), GroupStatistics.OfSeeds(seeds), seeds);
    }

    /// <summary>Whether the cells whose value a stage is have a value, or will never have one.</summary>
    public bool HasEnded(PlannedStage stage) => Value(0, stage).State != CellState.Missing;

    private SeedValue Value(long seed, PlannedStage stage) =>
        results.TryGetValue(stage.Key, out var result)
            ? new(seed, result.Accuracy, CellState.Done, stage.Key)
            : new(seed, null, StateOf(stage), stage.Key);

    private CellState StateOf(PlannedStage stage)
    {
        if (setAside.TryGetValue(stage.Key, out var trouble))
        {
            return trouble.Cause switch
            {
                FailureCause.NotANumber => CellState.Nan,
                FailureCause.Crash => CellState.Quarantined,
                _ => CellState.Failed,
            };
        }
        return setAside.Count > 0 && stage.Producers.Any(IsStuck) ? CellState.Blocked : CellState.Missing;
    }

    private bool IsStuck(int number)
    {
        var stage = plan.Stages[number];
        return !results.ContainsKey(stage.Key) && (setAside.ContainsKey(stage.Key) || stage.Producers.Any(IsStuck));
    }

    // Every seed prunes as many: counts depend on the network and the round alone. The first value speaks for all. Where only the last layer is pruned and each target has its own,
    // there is nothing to prune.
    private double? PrunedFraction(ImmutableArray<SeedValue> seeds)
    {
        foreach (var seed in seeds)
        {
            if (results.TryGetValue(seed.Stage, out var result)) return result.Prunable == 0 ? 0 : (double)result.Masked / result.Prunable;
        }
        return null;
    }
}
