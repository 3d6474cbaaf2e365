using System.Collections.Immutable;
using System.Text;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Recipes;
using Sweeper.Training.Time;

namespace Sweeper.Bench.Planning;

/// <summary>Sweeps of any size, on datasets that need not be there to be planned.</summary>
internal static class LargeSweeps
{
    /// <summary>
    /// A paper's grid, as many seeds of it as give so many cells: a model, five sources x five targets x two optimizers each,
    /// winning tickets of 10 rounds and random ones, 1,210 cells a seed.
    /// </summary>
    public static SweepSpec Grid(int cells) => Sweep(datasets: 5, optimizers: ["adam", "sgd"], rounds: 10, seeds: cells / 1210 + 1);

    /// <summary>Independent chains on one dataset: 12 rounds of winning and random tickets, 25 stages a seed.</summary>
    public static SweepSpec Chains(int stages) => Sweep(datasets: 1, optimizers: ["sgd"], rounds: 12, seeds: stages / 25);

    /// <summary>The plan of a sweep.</summary>
    public static SweepPlan Plan(SweepSpec spec) => SweepPlanner.Plan([spec], Describe);

    private static DatasetInfo Describe(DatasetRef dataset) =>
        new(new ImageGeometry(1, 28, 28), 10, 60_000, 10_000, Digest.Of(Encoding.UTF8.GetBytes(dataset.Text)));

    private static SweepSpec Sweep(int datasets, ImmutableArray<string> optimizers, int rounds, int seeds)
    {
        ImmutableArray<SpecEndpoint> endpoints = [.. Enumerable.Range(0, datasets).Select(i => new SpecEndpoint(new DatasetRef($"set-{i}"), optimizers))];
        return new SweepSpec
        {
            Name = "bench",
            Models = [new ModelSpec("lenet-300-100")],
            Seeds = [.. Enumerable.Range(0, seeds).Select(seed => (long)seed)],
            Sources = endpoints,
            Targets = endpoints,
            Pruning = new PruningSpec { Rounds = rounds },
            Recipe = new RecipeSpec
            {
                Length = Duration.Epochs(10),
                BatchSize = 128,
                Optimizers = optimizers.ToImmutableSortedDictionary(name => name, name => name == "sgd"
                    ? new OptimizerSpec(OptimizerKind.Sgd, 0.1) { Momentum = 0.9, WeightDecay = 1e-4, Milestones = [Duration.Epochs(5), Duration.Epochs(8)] }
                    : new OptimizerSpec(OptimizerKind.Adam, 1e-3)),
            },
        };
    }
}
