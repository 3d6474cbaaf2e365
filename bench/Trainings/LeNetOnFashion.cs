using System.Collections.Immutable;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Recipes;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;
using Sweeper.Training.Time;

namespace Sweeper.Bench.Trainings;

/// <summary>The training that is measured: LeNet-300-100 on Fashion-MNIST, batches of 128, SGD with momentum.</summary>
internal sealed class LeNetOnFashion
{
    public const int BatchSize = 128;

    public static readonly OptimizerSpec Optimizer = new(OptimizerKind.Sgd, 0.05) { Momentum = 0.9 };

    public LeNetOnFashion()
    {
        Catalog = new DatasetCatalog(DatasetPaths.FromEnvironment());
        Catalog.EnsureAvailable(Ref, Console.WriteLine);
        Data = Catalog.Load(Ref);
        StepsPerEpoch = new Recipe(Duration.Epochs(1), BatchSize, Optimizer).StepsPerEpoch(Data.Train.Count);
    }

    public DatasetCatalog Catalog { get; }

    public Dataset Data { get; }

    public int StepsPerEpoch { get; }

    private static DatasetRef Ref => new("fashion-mnist");

    /// <summary>Images of a step of an epoch: the last batch is short.</summary>
    public int BatchOf(int step) => Math.Min(BatchSize, Data.Train.Count - step * BatchSize);

    /// <summary>The network, with nothing in it.</summary>
    public Architecture Build() => ModelCatalog.Build(new ModelSpec("lenet-300-100"), Data.Train.Geometry, Data.Classes);

    /// <summary>A training of so many steps that snapshots its weights before some of them.</summary>
    public StageOrder Order(int steps, long seed, params int[] snapshots)
    {
        var spec = new StageSpec
        {
            Model = new ModelSpec("lenet-300-100"),
            Dataset = Ref,
            DatasetDigest = Data.Digest,
            Input = InputSpec.Native.For(Data.Train.Geometry),
            Recipe = new Recipe(Duration.Steps(steps), BatchSize, Optimizer),
            Seed = seed,
            Start = new StartingState.Init(),
        };
        var key = spec.ComputeKey();
        return new(key, spec, ImmutableDictionary<ArtifactKey, Digest>.Empty, new StageOutputs
        {
            Rewinds = [.. snapshots.Select(step => new RewindOutput(RewindOutput.KeyOf(key, step), step))],
        });
    }

    /// <summary>Runs a training on this thread.</summary>
    public StageOutcome Train(StageOrder order, IBlobStore blobs, StageProgress? progress = null, CancellationToken stop = default)
    {
        var outcome = new StageTrainer(Catalog, blobs, NumericEnvironments.Cpu(), ComputeDevice.Cpu).Run(order, progress ?? new StageProgress(), stop);
        return outcome is StageOutcome.Failed failed ? throw new InvalidOperationException(failed.Message) : outcome;
    }
}
