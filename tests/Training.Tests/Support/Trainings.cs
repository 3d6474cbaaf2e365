using System.Collections.Immutable;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Recipes;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;
using Sweeper.Training.Time;
using TorchSharp;

namespace Sweeper.Training.Tests.Support;

/// <summary>Short trainings for tests.</summary>
internal static class Trainings
{
    public static readonly PruningRule GlobalFifth = new(PruningScope.Global, PruningCriterion.Magnitude, 0.2m, PrunedTensors.Default);

    public static OptimizerSpec Sgd => new(OptimizerKind.Sgd, 0.05) { Momentum = 0.9, WeightDecay = 1e-4 };

    public static OptimizerSpec Adam => new(OptimizerKind.Adam, 1e-3) { WeightDecay = 1e-4 };

    public static StageSpec Dense(string model = "lenet-300-100", OptimizerSpec? optimizer = null, long seed = 0, string data = "patterns", bool batchNorm = false) => new()
    {
        Model = new ModelSpec(model) { BatchNorm = batchNorm },
        Dataset = new DatasetRef(data),
        DatasetDigest = Digest.Of(System.Text.Encoding.UTF8.GetBytes(data)),
        Input = InputSpec.Native.For(new ImageGeometry(1, 8, 8)),
        Recipe = new Recipe(Duration.Epochs(2), 32, optimizer ?? Sgd),
        Seed = seed,
        Start = new StartingState.Init(),
    };

    public static StageOrder Order(StageSpec spec, StageOutputs? outputs = null, ImmutableDictionary<ArtifactKey, Digest>? inputs = null) =>
        new(spec.ComputeKey(), spec, inputs ?? ImmutableDictionary<ArtifactKey, Digest>.Empty, outputs ?? StageOutputs.None);

    /// <summary>A dense training that leaves its weights at a step and the mask of round 1.</summary>
    public static StageOrder DenseOfChain(StageSpec spec, long rewindStep)
    {
        var key = spec.ComputeKey();
        return Order(spec, new StageOutputs
        {
            Rewinds = [new(RewindOutput.KeyOf(key, rewindStep), rewindStep)],
            Masks = [new(MaskOutput.KeyOf(key, GlobalFifth), GlobalFifth)],
        });
    }

    public static StageResult Run(IDatasetSource data, IBlobStore blobs, StageOrder order)
    {
        torch.set_num_threads(1);
        var trainer = new StageTrainer(data, blobs, NumericEnvironments.Cpu(), ComputeDevice.Cpu);
        var outcome = trainer.Run(order, new StageProgress(), CancellationToken.None);
        return outcome is StageOutcome.Completed completed ? completed.Result : throw new InvalidOperationException(outcome.ToString());
    }
}
