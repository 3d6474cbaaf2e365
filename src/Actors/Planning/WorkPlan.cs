using System.Collections.Immutable;

namespace Sweeper.Actors.Planning;

/// <summary>What is left to do of a plan: planned minus stored minus set aside (law 2).</summary>
/// <param name="Needed">Whether each stage is the value of a cell that is asked for, or its ticket comes from it; by stage number.</param>
/// <param name="ToRun">Whether each stage must be trained, by stage number.</param>
/// <param name="Blocked">For each stage that is to run but cannot: the number of the stage set aside that it waits for, or is; else -1.</param>
public sealed record WorkPlan(ImmutableArray<bool> Needed, ImmutableArray<bool> ToRun, ImmutableArray<int> Blocked)
{
    /// <summary>Stages that need not be trained, because what they would give is stored.</summary>
    public int Done => ToRun.Count(run => !run);

    /// <summary>Whether a stage must and can be trained.</summary>
    public bool IsOpen(PlannedStage stage) => ToRun[stage.Number] && Blocked[stage.Number] < 0;
}
