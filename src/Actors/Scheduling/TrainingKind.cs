using Sweeper.Actors.Planning;
using Sweeper.Training.Models;
using Sweeper.Training.Recipes;

namespace Sweeper.Actors.Scheduling;

/// <summary>
/// What decides how long an operation of a training takes and how much memory it needs, as far as a plan knows: small networks, batches and datasets leave a device idle
/// between operations.
/// </summary>
internal readonly record struct TrainingKind(ModelSpec Model, string Dataset, int BatchSize, int? MicroBatchSize, OptimizerKind Optimizer)
{
    /// <summary>The kind of a stage.</summary>
    public static TrainingKind Of(PlannedStage stage) =>
        new(stage.Spec.Model, stage.Spec.Dataset.Text, stage.Spec.Recipe.BatchSize, stage.Spec.Recipe.MicroBatchSize, stage.Spec.Recipe.Optimizer.Kind);
}
