using Sweeper.Training.Datasets;

namespace Sweeper.Actors.Planning;

/// <summary>The arithmetic of trainings, in floating-point operations: what scheduling and estimates weigh stages by.</summary>
public sealed class StageCosts(SweepPlan plan)
{
    // A backward pass costs about two forward passes: gradients of the weights and of the inputs.
    private const double PassesAStep = 3;

    private readonly Dictionary<(string Model, string Dataset, ImageGeometry Input), long> _forward = [];

    /// <summary>Operations of a whole training: forward and backward of every image of every step.</summary>
    public double Of(PlannedStage stage)
    {
        var key = (stage.Spec.Model.Text, stage.Spec.Dataset.Text, stage.Spec.Input.Geometry);
        if (!_forward.TryGetValue(key, out var forward)) _forward[key] = forward = plan.ArchitectureOf(stage).ForwardOperations;
        return PassesAStep * forward * stage.Spec.Recipe.BatchSize * plan.StepsOf(stage);
    }
}
