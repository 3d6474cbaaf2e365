using Sweeper.Training.Datasets;
using Sweeper.Training.Models;
using Sweeper.Training.Native;
using Sweeper.Training.Recipes;
using TorchSharp;

namespace Sweeper.Bench.Optimizers;

/// <summary>One masked update of a whole network, gradient set to 0 included: Sweeper's single pass against torch's ways.</summary>
internal static class OptimizerBenchmark
{
    private const int Rounds = 9;

    public static void Run()
    {
        TorchRuntime.Start();
        torch.set_num_threads(1);
        foreach (var (model, image, steps) in (ReadOnlySpan<(string, ImageGeometry, int)>)[
            ("lenet-300-100", new ImageGeometry(1, 28, 28), 500), ("vgg-19", new ImageGeometry(3, 32, 32), 5)])
        {
            var architecture = ModelCatalog.Build(new ModelSpec(model), image, classes: 10);
            Console.WriteLine($"  {model}, {architecture.ParameterCount:N0} parameters in {architecture.Parameters.Length} tensors, {steps} updates a round");
            foreach (var kind in Enum.GetValues<OptimizerKind>())
            {
                // Decay keeps every moment above the smallest normal number, as gradients do in a training.
                var spec = new OptimizerSpec(kind, 1e-3) { Momentum = 0.9, WeightDecay = 1e-4 };
                using var flat = new SinglePass(spec, architecture);
                using var stock = new StockOptimizer(spec, architecture);
                using var operations = new FlatOperations(spec, architecture);
                var costs = Ratios.InTurn(Rounds, () => Time(flat, steps), () => Time(stock, steps), () => Time(operations, steps));
                Ratios.Print($"{kind}: single pass / stock torch.optim", costs[0], costs[1], "us an update", 1e6);
                Ratios.Print($"{kind}: single pass / torch operations on one flat tensor", costs[0], costs[2], "us an update", 1e6);
            }
        }
    }

    private static Cost Time(IMaskedUpdate update, int steps)
    {
        var total = new Cost(0, 0);
        for (var step = 0; step < steps; step++)
        {
            // A backward pass leaves its gradients warm in the cache; so does this.
            update.FillGradients();
            total = total - (new Cost(0, 0) - Cost.Of(update.Step));
        }
        return total / steps;
    }
}
