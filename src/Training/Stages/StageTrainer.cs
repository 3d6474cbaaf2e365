using System.Diagnostics;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;
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
        var (spec, recipe) = (order.Spec, order.Spec.Recipe);
        var data = Load(spec);
        using var network = new Network(ModelCatalog.Build(spec.Model, data.Train.Geometry, data.Classes), device);
        var mask = StageStart.Prepare(network, spec, order.Inputs, blobs);
        network.Upload();
        using var optimizer = FlatOptimizer.For(recipe.Optimizer, network, mask is null ? null : StageStart.FlatMask(network.Architecture, mask));
        StageStart.Resume(optimizer, network.Architecture, spec, order.Inputs, blobs);
        using var batches = new TrainingBatches(data, data.Train, recipe.ImagesAPass, device);
        var stepsPerEpoch = recipe.StepsPerEpoch(data.Train.Count);
        var lastStep = recipe.Length.ToSteps(stepsPerEpoch);
        var schedule = new LearningRateSchedule(recipe.Optimizer, stepsPerEpoch, lastStep);
        var artifacts = new StageArtifacts(order, network, optimizer, blobs);
        var epochs = new EpochLosses();
        using var losses = new StepLosses(device, epochs);

        // The loop.
        var epochOrder = Array.Empty<int>();
        for (var step = spec.FirstStep; step < lastStep; step++)
        {
            stop.ThrowIfCancellationRequested();
            artifacts.Rewind(step);
            var inEpoch = (int)(step % stepsPerEpoch);
            if (inEpoch == 0 || epochOrder.Length == 0) epochOrder = batches.Order(spec.Seed, step / stepsPerEpoch);
            var first = inEpoch * recipe.BatchSize;
            losses.Add(
                Pass(network, batches, recipe, epochOrder.AsSpan(first, Math.Min(recipe.BatchSize, epochOrder.Length - first))),
                step, endsEpoch: inEpoch == stepsPerEpoch - 1);
            if (losses.Broken is { } broken) return NotANumber($"the loss became {broken.Loss} at step {broken.Step + 1} of {lastStep}");
            optimizer.Step(schedule.At(step));
            progress.Set(step + 1, lastStep);
        }

        // What comes of it.
        losses.Flush();
        if (losses.Broken is { } late) return NotANumber($"the loss became {late.Loss} at step {late.Step + 1} of {lastStep}");
        network.Download();
        if (!AllFinite(network.Weights.Values)) return NotANumber($"a weight is not finite after step {lastStep}");
        if (!AllFinite(network.Statistics)) return NotANumber($"a batch-norm statistic is not finite after step {lastStep}");
        var correct = Evaluate(network, data, device, stop);
        artifacts.Finish(mask);
        return new StageOutcome.Completed(new StageResult
        {
            Correct = correct,
            Total = data.Test.Count,
            EpochLosses = epochs.Means,
            Masked = mask is null ? 0 : mask.Length - mask.Alive,
            Prunable = mask?.Length ?? network.Architecture.Prunable(PrunedTensors.Default).Sum(slot => (long)slot.Length),
            Steps = lastStep - spec.FirstStep,
            Seconds = clock.Elapsed.TotalSeconds,
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
        return data.Digest == spec.DatasetDigest ? data : throw new DatasetException(
            $"dataset '{spec.Dataset.Display}' has digest {data.Digest.Short} here, not {spec.DatasetDigest?.Short}: its files are not those that the sweep was planned with; use the same files everywhere");
    }

    // The gradients of a batch, a part after the other, and its mean loss.
    private static Tensor Pass(Network network, TrainingBatches batches, Recipe recipe, ReadOnlySpan<int> positions)
    {
        Tensor? total = null;
        for (var first = 0; first < positions.Length; first += batches.Size)
        {
            using var scope = NewDisposeScope();
            var part = positions.Slice(first, Math.Min(batches.Size, positions.Length - first));
            var (images, labels) = batches.Gather(part);
            var loss = nn.functional.cross_entropy(network.Forward(images, training: true), labels, label_smoothing: recipe.LabelSmoothing);
            // A batch in one part keeps its loss as it is: a factor of 1 would be one more operation.
            if (part.Length < positions.Length) loss = loss * ((double)part.Length / positions.Length);
            loss.backward();
            var value = loss.detach();
            total = (total is null ? value : total.add_(value)).DetachFromDisposeScope();
        }
        return total!;
    }

    private static int Evaluate(Network network, Dataset data, ComputeDevice device, CancellationToken stop)
    {
        using var batches = new TrainingBatches(data, data.Test, EvaluationBatch(data.Test.Geometry), device);
        using var noGradients = no_grad();
        var positions = Enumerable.Range(0, data.Test.Count).ToArray();
        long correct = 0;
        for (var first = 0; first < positions.Length; first += batches.Size)
        {
            stop.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var (images, labels) = batches.Gather(positions.AsSpan(first, Math.Min(batches.Size, positions.Length - first)));
            correct += network.Forward(images, training: false).argmax(1).eq(labels).sum().item<long>();
        }
        return (int)correct;
    }

    // A thousand small test images at a time, and as many pixels of larger ones: large enough for the matrix products, small enough for
    // the memory of activations (VGG-19 holds 26 MB of them for an image of 224 pixels).
    private static int EvaluationBatch(ImageGeometry image) => (int)Math.Clamp(1000L * 32 * 32 / (image.Height * image.Width), 1, 1000);

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
            _ when message.Contains("out of memory", StringComparison.OrdinalIgnoreCase) => new(FailureCause.Error, $"{message}; a smaller recipe.micro_batch_size needs less memory"),
            _ => new(FailureCause.Error, $"{error.GetType().Name}: {message}"),
        };
    }
}
