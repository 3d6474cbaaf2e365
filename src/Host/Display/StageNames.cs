using Sweeper.Actors.Planning;
using Sweeper.Host.Output;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Display;

/// <summary>Says in a line what a stage is for: the first cell whose value it is, or the chain that it belongs to.</summary>
internal sealed class StageNames
{
    private readonly Dictionary<int, CellGroup> _groups = [];

    public StageNames(SweepPlan plan)
    {
        foreach (var group in plan.Groups)
            foreach (var (_, stage) in group.Cells)
                _groups.TryAdd(stage, group);
    }

    /// <summary>Such as <c>lenet-300-100 fashion-mnist-a/sgd -> fashion-mnist-b/sgd  winning  round 3  seed 0</c>.</summary>
    public string Of(PlannedStage stage)
    {
        var seed = stage.Spec.Seed;
        // A chain's trainings follow one another: the first is round 0.
        if (!_groups.TryGetValue(stage.Number, out var group)) return $"{stage.Spec.Model} {stage.Spec.Dataset.Display}  chain  round {stage.Depth - 1}  seed {seed}";
        var isDense = stage.Spec.Start is StartingState.Init;
        var path = group.Source is { } source && !group.IsOwnTarget && !isDense ? $"{source} -> {group.Target}" : $"{group.Target}";
        var ticket = isDense ? "dense" : $"{Words.Of(group.Ticket)}  round {group.Round}";
        return $"{group.Model} {path}  {ticket}  seed {seed}";
    }
}
