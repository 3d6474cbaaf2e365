using Sweeper.Actors.Planning;
using Sweeper.Training.Recipes;

namespace Sweeper.Bench.Estimates;

/// <summary>
/// How long a training takes on a device of speed 1: what trainings of one thread took on the machine of README.md, steps, updates and evaluation measured apart.
/// It knows more than a run's estimate does, and other things.
/// </summary>
/// <param name="plan">Whose trainings.</param>
/// <param name="launching">Seconds that every step takes beside its arithmetic: on a GPU that of starting its kernels, under which a small network stays.</param>
internal sealed class TrainingTimes(SweepPlan plan, double launching)
{
    // Reading tickets, hashing and storing what is left.
    private const double Overhead = 0.02;

    // Seconds for 10^9 operations: forward and backward while training, forward alone while testing.
    private static readonly Dictionary<string, (double Training, double Testing)> Billion = new()
    {
        ["lenet-300-100"] = (0.0080, 0.0122),
        ["conv-2"] = (0.0078, 0.0189),
        ["conv-4"] = (0.0063, 0.0152),
        ["resnet-20"] = (0.0093, 0.0170),
        ["vgg-11"] = (0.0072, 0.0172),
    };

    /// <summary>Seconds.</summary>
    public double Of(PlannedStage stage)
    {
        var architecture = plan.ArchitectureOf(stage);
        var billion = Billion[stage.Spec.Model.Name];
        var data = plan.Datasets[stage.Spec.Dataset.Text];
        var (steps, forward) = (plan.StepsOf(stage), architecture.ForwardOperations / 1e9);
        var update = architecture.Parameters.Sum(slot => (double)slot.Length) * (stage.Spec.Recipe.Optimizer.Kind == OptimizerKind.Adam ? 1.6e-9 : 0.6e-9);
        return Overhead + steps * (stage.Spec.Recipe.BatchSize * 3 * forward * billion.Training + update + launching) + data.TestImages * forward * billion.Testing;
    }
}
