using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Training.Keys;

namespace Sweeper.Actors.Status;

/// <summary>Counts the cells that have their value: a training may be the value of several.</summary>
internal sealed class CellCounter
{
    private readonly int[] _cells;
    private readonly bool[] _done;

    public CellCounter(SweepPlan plan, IReadOnlyDictionary<StageKey, StoredResult> results)
    {
        (_cells, _done) = (new int[plan.Stages.Length], new bool[plan.Stages.Length]);
        foreach (var group in plan.Groups)
            foreach (var (_, stage) in group.Cells) _cells[stage]++;
        foreach (var stage in plan.Stages.Where(stage => results.ContainsKey(stage.Key))) Finish(stage.Number);
        Asked = plan.Cells;
    }

    /// <summary>Cells of the plan; with adaptive seeds all that may ever be asked for.</summary>
    public long Asked { get; }

    /// <summary>Cells that have their value.</summary>
    public long Done { get; private set; }

    public void Observe(SweepEvent change)
    {
        if (change is SweepEvent.Completed done) Finish(done.Stage.Number);
    }

    private void Finish(int stage)
    {
        if (_done[stage]) return;
        _done[stage] = true;
        Done += _cells[stage];
    }
}
