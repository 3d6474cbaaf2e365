using Sweeper.Training.Keys;

namespace Sweeper.Actors.Planning;

/// <summary>Compares a plan with what is stored.</summary>
public static class Reconciler
{
    /// <summary>
    /// A stage must be trained if a cell needs its accuracy and there is none, or if a stage that must be trained needs an artifact of
    /// it that is not stored. A chain whose cells are all there is done, whatever has become of its masks.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="hasResult">Whether a stage's result is stored.</param>
    /// <param name="hasArtifact">Whether an artifact is stored and its blob there.</param>
    /// <param name="isSetAside">Whether a stage has failed too often to be tried.</param>
    /// <param name="asked">Whether each stage is the value of a cell that is asked for; null where all cells of the plan are.</param>
    public static WorkPlan Reconcile(
        SweepPlan plan, Func<StageKey, bool> hasResult, Func<ArtifactKey, bool> hasArtifact, Func<StageKey, bool> isSetAside, bool[]? asked = null)
    {
        var (needed, toRun) = (new bool[plan.Stages.Length], new bool[plan.Stages.Length]);
        foreach (var stage in plan.Stages.Reverse())
        {
            var isAsked = asked?[stage.Number] ?? stage.IsCellValue;
            needed[stage.Number] |= isAsked;
            if (!needed[stage.Number]) continue;
            foreach (var producer in stage.Producers) needed[producer] = true;
            toRun[stage.Number] |= isAsked && !hasResult(stage.Key);
            if (!toRun[stage.Number]) continue;
            foreach (var artifact in stage.Tickets)
            {
                if (!hasArtifact(artifact)) toRun[ProducerOf(plan, stage, artifact)] = true;
            }
        }
        var blocked = new int[toRun.Length];
        foreach (var stage in plan.Stages) blocked[stage.Number] = BlockerOf(plan, stage, toRun, blocked, hasArtifact, isSetAside);
        return new([.. needed], [.. toRun], [.. blocked]);
    }

    /// <summary>The number of the stage that makes an artifact which another stage needs.</summary>
    public static int ProducerOf(SweepPlan plan, PlannedStage stage, ArtifactKey artifact) =>
        stage.Producers.First(number => plan.Stages[number].Makes(artifact));

    private static int BlockerOf(
        SweepPlan plan, PlannedStage stage, bool[] toRun, int[] blocked, Func<ArtifactKey, bool> hasArtifact, Func<StageKey, bool> isSetAside)
    {
        if (!toRun[stage.Number]) return -1;
        if (isSetAside(stage.Key)) return stage.Number;
        // A producer that was set aside holds up only those who lack what it has not left: the weights of a lost mask may still be there.
        foreach (var artifact in stage.Tickets.Where(artifact => !hasArtifact(artifact)))
        {
            var blocker = blocked[ProducerOf(plan, stage, artifact)];
            if (blocker >= 0) return blocker;
        }
        return -1;
    }
}
