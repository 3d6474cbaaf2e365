using System.Diagnostics;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;
using Sweeper.Training.Images;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Recipes;
using Sweeper.Training.Tickets;
using static TorchSharp.torch;

namespace Sweeper.Training.Stages;

/// <summary>Runs stages, one at a time, on the calling thread. What it computes depends on the order's spec and nothing else (law 1).</summary>
public sealed class StageTrainer(IDatasetSource datasets, IBlobStore blobs, NumericEnvironment environment, ComputeDevice device)
{
    /// <summary>Trains, evaluates and stores what the order asks for. Failures come back as values.</summary>
    public StageOutcome Run(StageOrder order, StageProgress progress, CancellationToken stop)
    {
        try
        {
            return Train(order, progress, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new StageOutcome.Cancelled();
        }
        catch (Exception error)
        {
            return Failure(error);
        }
    }

    private StageOutcome Train(StageOrder order, StageProgress progress, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        using var scope = NewDisposeScope();

        // What is trained, on what, from where.
        var spec = order.Spec;
        var data = Load(spec);
        using var network = new Network(ModelCatalog.Build(spec.Model, spec.Input.Geometry, data.Classes), device);
        var mask = StageStart.Prepare(network, spec, order.Inputs, blobs);
        network.Upload();
        using var optimizer = FlatOptimizer.For(spec.Recipe.Optimizer, network, mask is null ? null : StageStart.FlatMask(network.Architecture, mask));
        StageStart.Resume(optimizer, network.Architecture, spec, order.Inputs, blobs);
        var artifacts = new StageArtifacts(order, network, optimizer, blobs);

        using var loop = new TrainingLoop(spec, data, network, optimizer, stop);
        if (loop.Run(artifacts, progress) is { } fault) return NotANumber(fault);

        // What comes of it.
        network.Download();
        if (!AllFinite(network.Weights.Values)) return NotANumber($"a weight is not finite after step {loop.LastStep}");
        if (!AllFinite(network.Statistics)) return NotANumber($"a batch-norm statistic is not finite after step {loop.LastStep}");
        var correct = Evaluation.Correct(spec, data, network, stop);
        artifacts.Finish(mask);
        return new StageOutcome.Completed(new StageResult
        {
            Correct = correct,
            Total = data.Test.Count,
            EpochLosses = loop.EpochLosses,
            Masked = mask is null ? 0 : mask.Length - mask.Alive,
            Prunable = mask?.Length ?? network.Architecture.Prunable(PrunedTensors.Default).Sum(slot => (long)slot.Length),
            Steps = loop.LastStep - spec.FirstStep,
            Seconds = (clock.Elapsed - progress.HeldTime).TotalSeconds,
            FinalState = Digest.Of(WeightsFile.Write(network)),
            Inputs = order.Inputs,
            Artifacts = artifacts.Stored,
            Environment = environment,
        });
    }

    // The key says which bytes are meant; another machine's folder of the same name may hold others.
    private Dataset Load(StageSpec spec)
    {
        var data = datasets.Load(spec.Dataset);
        return data.Digest == spec.DatasetDigest ? PreparedImages.For(data, spec) : throw new DatasetException(
            $"dataset '{spec.Dataset.Display}' has digest {data.Digest.Short} here, not {spec.DatasetDigest?.Short}: its files are not those that the sweep was planned with; use the same files everywhere");
    }

    private static StageOutcome.Failed NotANumber(string what) => new(FailureCause.NotANumber, what);

    private static bool AllFinite(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value)) return false;
        }
        return true;
    }

    private static StageOutcome.Failed Failure(Exception error)
    {
        // TorchSharp's messages carry a native stack trace from the second line on.
        var message = error.Message.Split('\n')[0];
        return error switch
        {
            LostBlobException lost => new(FailureCause.LostInput, message) { Lost = lost.Digest },
            NoSpaceException => new(FailureCause.NoSpace, message),
            DatasetException => new(FailureCause.Data, message),
            // A GPU's allocator, and a processor's (c10/core/CPUAllocator.cpp).
            _ when message.Contains("out of memory", StringComparison.OrdinalIgnoreCase) || message.Contains("not enough memory", StringComparison.OrdinalIgnoreCase) =>
                new(FailureCause.OutOfMemory, $"{message}; a smaller recipe.micro_batch_size needs less memory"),
            _ => new(FailureCause.Error, $"{error.GetType().Name}: {message}"),
        };
    }
}
