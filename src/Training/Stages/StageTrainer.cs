using System.Diagnostics;
using Sweeper.Training.Datasets;
using Sweeper.Training.Images;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Recipes;
using Sweeper.Training.Tickets;
using static TorchSharp.torch;

namespace Sweeper.Training.Stages;

/// <summary>Runs stages, one at a time, on the calling thread. What it computes depends on the order's spec and nothing else (law 1).</summary>
public sealed class StageTrainer(IDatasetSource datasets, IBlobStore blobs, NumericEnvironment environment)
{
    // A thousand test images at a time: large enough for the matrix products, small enough for the cache of activations.
    private const int EvaluationBatch = 1000;

    // Of photographs fewer: a thousand at 224 pixels would be 600 MB, and the activations many times that.
    private const int EvaluationValues = EvaluationBatch * 3 * 64 * 64;

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
        using var network = new Network(ModelCatalog.Build(spec.Model, spec.Input.Geometry, data.Classes));
        var mask = StageStart.Prepare(network, spec, order.Inputs, blobs);
        var optimizer = FlatOptimizer.For(recipe.Optimizer, network, mask is null ? null : StageStart.FlatMask(network.Architecture, mask));
        StageStart.Resume(optimizer, network.Architecture, spec, order.Inputs, blobs);
        var transform = new ImageTransform(spec.Input.Geometry, recipe.Augmentation, training: true, spec.Seed);
        using var batches = new TrainingBatches(data, data.Train, transform, recipe.ImagesAPass, stop);
        var stepsPerEpoch = recipe.StepsPerEpoch(data.Train.Count);
        var lastStep = recipe.Length.ToSteps(stepsPerEpoch);
        var schedule = new LearningRateSchedule(recipe.Optimizer, stepsPerEpoch, lastStep);
        var artifacts = new StageArtifacts(order, network, optimizer, blobs);
        var losses = new EpochLosses();

        // The loop.
        var epochOrder = Array.Empty<int>();
        for (var step = spec.FirstStep; step < lastStep; step++)
        {
            stop.ThrowIfCancellationRequested();
            artifacts.Rewind(step);
            var inEpoch = (int)(step % stepsPerEpoch);
            var first = inEpoch * recipe.BatchSize;
            if (inEpoch == 0 || epochOrder.Length == 0)
            {
                epochOrder = batches.Order(spec.Seed, step / stepsPerEpoch);
                batches.Begin(step / stepsPerEpoch, epochOrder.AsMemory(first..Math.Min(stepsPerEpoch * recipe.BatchSize, epochOrder.Length)));
            }
            var loss = Pass(network, batches, recipe, epochOrder.AsSpan(first, Math.Min(recipe.BatchSize, epochOrder.Length - first)));
            if (!float.IsFinite(loss)) return NotANumber($"the loss became {loss} at step {step + 1} of {lastStep}");
            optimizer.Step(schedule.At(step));
            losses.Add(loss, endsEpoch: inEpoch == stepsPerEpoch - 1);
            progress.Set(step + 1, lastStep);
        }

        // What comes of it.
        if (!AllFinite(network.Weights.Values)) return NotANumber($"a weight is not finite after step {lastStep}");
        if (!AllFinite(network.Statistics)) return NotANumber($"a batch-norm statistic is not finite after step {lastStep}");
        var correct = Evaluate(network, data, spec, stop);
        artifacts.Finish(mask);
        return new StageOutcome.Completed(new StageResult
        {
            Correct = correct,
            Total = data.Test.Count,
            EpochLosses = losses.Means,
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
        return data.Digest == spec.DatasetDigest ? PreparedImages.For(data, spec) : throw new DatasetException(
            $"dataset '{spec.Dataset.Display}' has digest {data.Digest.Short} here, not {spec.DatasetDigest?.Short}: its files are not those that the sweep was planned with; use the same files everywhere");
    }

    // The gradients of a batch, a part after the other, and its mean loss.
    private static float Pass(Network network, TrainingBatches batches, Recipe recipe, ReadOnlySpan<int> positions)
    {
        float total = 0;
        for (var first = 0; first < positions.Length; first += batches.Size)
        {
            using var scope = NewDisposeScope();
            var part = positions.Slice(first, Math.Min(batches.Size, positions.Length - first));
            var (images, labels) = batches.Gather(part);
            var loss = nn.functional.cross_entropy(network.Forward(images, training: true), labels, label_smoothing: recipe.LabelSmoothing);
            // A batch in one part keeps its loss as it is: a factor of 1 would be one more operation.
            if (part.Length < positions.Length) loss = loss * ((double)part.Length / positions.Length);
            loss.backward();
            total += loss.item<float>();
        }
        return total;
    }

    private static int Evaluate(Network network, Dataset data, StageSpec spec, CancellationToken stop)
    {
        var transform = new ImageTransform(spec.Input.Geometry, spec.Recipe.Augmentation, training: false, spec.Seed);
        using var batches = new TrainingBatches(data, data.Test, transform, Math.Clamp(EvaluationValues / spec.Input.Geometry.Length, 1, EvaluationBatch), stop);
        using var noGradients = no_grad();
        var positions = Enumerable.Range(0, data.Test.Count).ToArray();
        batches.Begin(0, positions);
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
            _ => new(FailureCause.Error, $"{error.GetType().Name}: {message}"),
        };
    }
}
