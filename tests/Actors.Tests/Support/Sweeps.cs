using System.Collections.Immutable;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Training.Datasets;
using Sweeper.Training.Models;
using Sweeper.Training.Recipes;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Tests.Support;

/// <summary>Sweeps made in code, as the reader of YAML would make them.</summary>
internal static class Sweeps
{
    /// <summary>Winning tickets of lenet-300-100 from some datasets to others under SGD: ten steps an epoch of <c>a</c>, two epochs.</summary>
    public static SweepSpec Winning(string sources = "a", string targets = "a", int rounds = 2, int seeds = 1) => new()
    {
        Name = "small",
        Models = [new ModelSpec("lenet-300-100")],
        Seeds = Seeds(seeds),
        Sources = Under(sources, "sgd"),
        Targets = Under(targets, "sgd"),
        Tickets = [TicketKind.Winning],
        Pruning = new PruningSpec { Rounds = rounds },
        Recipe = Recipe(Duration.Epochs(2), 32),
    };

    /// <summary>The paper's VGG19 on some datasets under SGD: 30 rounds, of which 15 are evaluated, 6 seeds.</summary>
    public static SweepSpec Paper(string sources, string targets) => new()
    {
        Name = "paper",
        Models = [new ModelSpec("vgg-19")],
        Seeds = Seeds(6),
        Sources = Under(sources, "sgd"),
        Targets = Under(targets, "sgd"),
        Tickets = [TicketKind.Winning, TicketKind.Random],
        Pruning = new PruningSpec { Rounds = 30 },
        EvaluatedRounds = [0, 1, 2, 3, 4, 5, 6, 9, 12, 15, 18, 21, 24, 27, 30],
        Recipe = Recipe(Duration.Epochs(160), 512),
    };

    public static RecipeSpec Recipe(Duration length, int batchSize) => new()
    {
        Length = length,
        BatchSize = batchSize,
        Optimizers = ImmutableSortedDictionary<string, OptimizerSpec>.Empty
            .Add("sgd", new(OptimizerKind.Sgd, 0.1) { Momentum = 0.9, WeightDecay = 1e-4 })
            .Add("adam", new(OptimizerKind.Adam, 3e-4) { WeightDecay = 1e-4 }),
    };

    /// <summary>Datasets named in one text, with blanks between them, each under the same optimizers.</summary>
    public static ImmutableArray<SpecEndpoint> Under(string datasets, params ImmutableArray<string> optimizers) =>
        [.. datasets.Split(' ').Select(name => new SpecEndpoint(DatasetRef.Named(name), optimizers))];

    public static ImmutableArray<long> Seeds(int count) => [.. Enumerable.Range(0, count).Select(seed => (long)seed)];

    /// <summary>The plan of some sweeps over data at hand; it must have no problem.</summary>
    public static SweepPlan Plan(params IReadOnlyList<SweepSpec> specs)
    {
        var plan = SweepPlanner.Plan(specs, Facts.Describe);
        Assert.Empty(plan.Problems);
        return plan;
    }
}
