using Sweeper.Actors.Planning;
using Sweeper.Host.Output;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Display;

/// <summary>Says in a line what a stage is for: the first cell whose value it is, or the chain that it belongs to.</summary>
internal sealed class StageNames
{
    private readonly Dictionary<int, CellGroup> _groups = [];
    private readonly Dictionary<int, CellGroup> _chains = [];
    private readonly bool _prunesInSeveralWays;

    public StageNames(SweepPlan plan)
    {
        foreach (var group in plan.Groups)
        {
            foreach (var (_, stage) in group.Cells)
            {
                _groups.TryAdd(stage, group);
                if (group.Source is not null) MarkChain(plan, group, stage);
            }
        }
        _prunesInSeveralWays = plan.Groups.Select(group => group.Pruning).OfType<PruningPoint>().Distinct().Skip(1).Any();
    }

    /// <summary>Such as <c>lenet-300-100 fashion-mnist-a/sgd -> fashion-mnist-b/sgd  winning  round 3  seed 0</c>.</summary>
    public string Of(PlannedStage stage)
    {
        var seed = stage.Spec.Seed;
        if (!_groups.TryGetValue(stage.Number, out var group))
        {
            // A chain's trainings follow one another: the first is round 0, and several ways of pruning share it.
            var chain = _chains[stage.Number];
            return $"{stage.Spec.Model} {chain.Source}{(stage.Depth == 1 ? "" : Way(chain))}  chain  round {stage.Depth - 1}  seed {seed}";
        }
        var isDense = stage.Spec.Start is StartingState.Init;
        var path = group.Source is { } source && !group.IsOwnTarget && !isDense ? $"{source} -> {group.Target}" : $"{group.Target}";
        var ticket = isDense ? "dense" : $"{Words.Of(group.Ticket)}{Way(group)}  round {group.Round}";
        return $"{group.Model} {path}  {ticket}  seed {seed}";
    }

    /// <summary>The chain of a stage: <c>lenet-300-100 fashion-mnist-a/sgd  seed 0</c>, and how it is pruned where a sweep prunes in several ways.</summary>
    public string Chain(PlannedStage stage)
    {
        var group = _chains.GetValueOrDefault(stage.Number) ?? _groups[stage.Number];
        return $"{group.Model} {group.Source}{Way(group)}  seed {stage.Spec.Seed}";
    }

    /// <summary>The row whose value a stage is, the first of them; null for a stage that is no cell's value.</summary>
    public CellGroup? GroupOf(PlannedStage stage) => _groups.GetValueOrDefault(stage.Number);

    /// <summary>The rows whose chain a stage belongs to, the first of them; null for a stage that only is a cell's value.</summary>
    public CellGroup? ChainOf(PlannedStage stage) => _chains.GetValueOrDefault(stage.Number);

    // The trainings that a training waits for are its chain's; what is marked has had its own marked.
    private void MarkChain(SweepPlan plan, CellGroup group, int stage)
    {
        foreach (var producer in plan.Stages[stage].Producers)
        {
            if (_chains.TryAdd(producer, group)) MarkChain(plan, group, producer);
        }
    }

    private string Way(CellGroup group) => _prunesInSeveralWays && group.Pruning is { } point ? $"  {Words.Of(point)}" : "";
}
