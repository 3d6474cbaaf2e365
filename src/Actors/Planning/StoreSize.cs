using Sweeper.Training.Models;
using Sweeper.Training.Recipes;

namespace Sweeper.Actors.Planning;

/// <summary>How large a store a plan makes.</summary>
public static class StoreSize
{
    // Result, attempt and canonical form of a stage in SQLite, indices included: 1.5 to 2 KB measured on the quickstart sweep.
    private const long BytesAResult = 2048;

    /// <summary>Bytes of the weights, masks and results of a whole plan.</summary>
    public static long Of(SweepPlan plan) => plan.Stages.Sum(stage => BytesAResult + ArtifactsOf(stage, plan.ArchitectureOf(stage)));

    /// <summary>Bytes of what one stage leaves in the ticket store.</summary>
    public static long ArtifactsOf(PlannedStage stage, Architecture architecture) =>
        (stage.Outputs.Rewinds.Length + (stage.Outputs.Final is null ? 0 : 1)) * architecture.WeightBytes
        + stage.Outputs.OptimizerStates.Length * MomentsOf(stage) * 4 * architecture.ParameterCount
        + stage.Outputs.Masks.Sum(mask => architecture.Prunable(mask.Rule.Tensors).Sum(slot => (long)slot.Length) / 8);

    private static int MomentsOf(PlannedStage stage) => stage.Spec.Recipe.Optimizer.Kind == OptimizerKind.Sgd ? 1 : 2;
}
