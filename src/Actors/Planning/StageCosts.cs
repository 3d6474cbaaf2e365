using Sweeper.Training.Datasets;

namespace Sweeper.Actors.Planning;

/// <summary>The arithmetic of trainings, in floating-point operations: what scheduling and estimates weigh stages by.</summary>
public sealed class StageCosts(SweepPlan plan)
{
    // A backward pass costs about two forward passes: gradients of the weights and of the inputs.
    private const double PassesAStep = 3;

    private readonly Dictionary<(string Model, string Dataset, ImageGeometry Input), long> _forward = [];

    /// <summary>Operations of a whole training: forward and backward of every image of every step, and forward of every test image at its end.</summary>
    public double Of(PlannedStage stage) => OfSteps(stage) + (double)Forward(stage) * plan.Datasets[stage.Spec.Dataset.Text].TestImages;

    /// <summary>Operations of its steps alone.</summary>
    public double OfSteps(PlannedStage stage) => PassesAStep * Forward(stage) * stage.Spec.Recipe.BatchSize * plan.StepsOf(stage);

    /// <summary>Operations of the longest path of trainings that starts with each stage, by stage number.</summary>
    internal static double[] LongestPaths(SweepPlan plan)
    {
        var costs = new StageCosts(plan);
        var longest = new double[plan.Stages.Length];
        // A stage's consumers come after it, so its longest path behind it is known when its turn comes.
        for (var number = longest.Length - 1; number >= 0; number--)
        {
            longest[number] += costs.Of(plan.Stages[number]);
            foreach (var producer in plan.Stages[number].Producers) longest[producer] = Math.Max(longest[producer], longest[number]);
        }
        return longest;
    }

    private long Forward(PlannedStage stage)
    {
        var key = (stage.Spec.Model.Text, stage.Spec.Dataset.Text, stage.Spec.Input.Geometry);
        return _forward.TryGetValue(key, out var forward) ? forward : _forward[key] = plan.ArchitectureOf(stage).ForwardOperations;
    }
}
