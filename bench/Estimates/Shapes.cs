using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Recipes;
using Sweeper.Training.Time;

namespace Sweeper.Bench.Estimates;

/// <summary>Ten runs of different shape, on datasets of which only the sizes exist: 10,000 test images of 3 x 32 x 32, and as many training images as their names say.</summary>
internal static class Shapes
{
    /// <summary>The ten.</summary>
    public static IEnumerable<Shape> All()
    {
        yield return new("sweeps/quickstart.yaml: 2 sources, 8 rounds, 3 seeds", Of(sources: ["a-30000", "b-30000"], targets: ["b-30000"], rounds: 8, seeds: 3), Equal(2));
        yield return new("one chain of 20 rounds on 4 devices: nothing to share out", Of(rounds: 20, seeds: 1, tickets: [TicketKind.Winning]), Equal(4));
        yield return new("5 chains of 12 rounds on 4 devices: they do not share out evenly", Of(rounds: 12, seeds: 5, tickets: [TicketKind.Winning]), Equal(4));
        yield return new("40 seeds of 1 round on 16 devices, 5% end in a NaN", Of(rounds: 1, seeds: 40), Equal(16)) { Failing = 0.05 };
        yield return new("3 models of different size and speed", Of(models: ["lenet-300-100", "conv-4", "resnet-20"], rounds: 4, seeds: 3), Equal(4)) { Noise = 0.1 };
        yield return new("a large model and a small one on a GPU, where steps take 5 ms at least", Of(models: ["lenet-300-100", "vgg-11"], rounds: 3, seeds: 2), [20]) { Launching = 0.1, Noise = 0.1 };
        yield return new("datasets of 1,200 and of 60,000 images", Of(sources: ["a-1200", "b-60000"], targets: ["a-1200", "b-60000"], rounds: 6, seeds: 3), Equal(4));
        yield return new("two optimizers, sources train three times as long", Of(models: ["conv-2"], optimizers: ["adam", "sgd"], rounds: 5, seeds: 3, sourceEpochs: 6), Equal(6)) { Noise = 0.1 };
        yield return new("2 devices, and 2 that are 2.5 times slower", Of(rounds: 10, seeds: 4), [1, 1, 0.4, 0.4]) { Noise = 0.1 };
        yield return new("5 x 5 datasets on 64 devices, noisy, and a fifth slower after the guess", Grid(), Equal(64))
        {
            Noise = 0.2,
            SlowerLater = 0.2,
        };
    }

    private static SweepPlan Grid()
    {
        ImmutableArray<string> datasets = ["a-30000", "b-30000", "c-60000", "d-60000", "e-8000"];
        return Of(rounds: 10, seeds: 3, sources: datasets, targets: datasets);
    }

    private static ImmutableArray<double> Equal(int devices) => [.. Enumerable.Repeat(1.0, devices)];

    private static SweepPlan Of(
        int rounds, int seeds, ImmutableArray<string>? models = null, ImmutableArray<string>? sources = null, ImmutableArray<string>? targets = null,
        ImmutableArray<TicketKind>? tickets = null, ImmutableArray<string>? optimizers = null, int sourceEpochs = 2)
    {
        ImmutableArray<string> names = optimizers ?? ["sgd"];
        ImmutableArray<SpecEndpoint> On(ImmutableArray<string>? datasets) => [.. (datasets ?? ["a-60000"]).Select(name => new SpecEndpoint(new DatasetRef(name), names))];
        return SweepPlanner.Plan([new SweepSpec
        {
            Name = "shape",
            Models = [.. (models ?? ["lenet-300-100"]).Select(name => new ModelSpec(name))],
            Seeds = [.. Enumerable.Range(0, seeds).Select(seed => (long)seed)],
            Sources = On(sources),
            Targets = On(targets),
            Tickets = tickets ?? [TicketKind.Winning, TicketKind.Random],
            Pruning = new PruningSpec { Rounds = rounds, Rewinds = [Duration.Epochs(1)] },
            Recipe = new RecipeSpec
            {
                Length = Duration.Epochs(2),
                BatchSize = 128,
                Optimizers = names.ToImmutableSortedDictionary(name => name, name => name == "sgd"
                    ? new OptimizerSpec(OptimizerKind.Sgd, 0.1) { Momentum = 0.9 }
                    : new OptimizerSpec(OptimizerKind.Adam, 1e-3)),
            },
            Overrides = [new OverrideSpec { Role = Role.Source, Recipe = new RecipePatch { Length = Duration.Epochs(sourceEpochs) } }],
        }], Describe);
    }

    private static DatasetInfo Describe(DatasetRef dataset) => new(
        new ImageGeometry(3, 32, 32), 10, int.Parse(dataset.Text.Split('-')[1], CultureInfo.InvariantCulture), 10_000, Digest.Of(Encoding.UTF8.GetBytes(dataset.Text)));
}
