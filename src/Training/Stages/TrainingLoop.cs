using System.Collections.Immutable;
using Sweeper.Training.Datasets;
using Sweeper.Training.Images;
using Sweeper.Training.Models;
using Sweeper.Training.Recipes;
using static TorchSharp.torch;

namespace Sweeper.Training.Stages;

/// <summary>The optimizer steps of one training.</summary>
internal sealed class TrainingLoop : IDisposable
{
    private readonly StageSpec _spec;
    private readonly Network _network;
    private readonly FlatOptimizer _optimizer;
    private readonly TrainingBatches _batches;
    private readonly int _trainImages;
    private readonly int _stepsPerEpoch;
    private readonly EpochLosses _epochs = new();
    private readonly StepLosses _losses;
    private readonly CancellationToken _stop;

    /// <summary>The loop over a dataset that is brought to the stage's input.</summary>
    public TrainingLoop(StageSpec spec, Dataset data, Network network, FlatOptimizer optimizer, CancellationToken stop)
    {
        (_spec, _network, _optimizer, _stop) = (spec, network, optimizer, stop);
        var transform = new ImageTransform(spec.Input.Geometry, spec.Recipe.Augmentation, training: true, spec.Seed);
        _batches = new TrainingBatches(data, data.Train, transform, spec.Recipe.ImagesAPass, network.Device, stop);
        _trainImages = data.Train.Count;
        _stepsPerEpoch = spec.Recipe.StepsPerEpoch(_trainImages);
        _losses = new StepLosses(network.Device, _epochs);
        LastStep = spec.Recipe.Length.ToSteps(_stepsPerEpoch);
    }

    /// <summary>The number of the step after the last.</summary>
    public long LastStep { get; }

    /// <summary>The mean loss of each epoch.</summary>
    public ImmutableArray<double> EpochLosses => _epochs.Means;

    /// <summary>Trains to the end; returns what became not a number, null where nothing did.</summary>
    /// <param name="artifacts">Takes snapshots on the way.</param>
    /// <param name="progress">Told each step, and each epoch's record.</param>
    public string? Run(StageArtifacts artifacts, StageProgress progress)
    {
        var recipe = _spec.Recipe;
        var schedule = new LearningRateSchedule(recipe.Optimizer, _stepsPerEpoch, LastStep);
        var records = new EpochRecorder(_spec, _trainImages, schedule, _network.Device, progress);
        var order = Array.Empty<int>();
        for (var step = _spec.FirstStep; step < LastStep && _losses.Broken is null; step++)
        {
            _stop.ThrowIfCancellationRequested();
            artifacts.Rewind(step);
            var inEpoch = (int)(step % _stepsPerEpoch);
            var first = inEpoch * recipe.BatchSize;
            if (inEpoch == 0 || order.Length == 0)
            {
                order = _batches.Order(_spec.Seed, step / _stepsPerEpoch);
                _batches.Begin(step / _stepsPerEpoch, order.AsMemory(first..Math.Min(_stepsPerEpoch * recipe.BatchSize, order.Length)));
            }
            _losses.Add(Pass(order.AsSpan(first, Math.Min(recipe.BatchSize, order.Length - first)), records), step, endsEpoch: inEpoch == _stepsPerEpoch - 1);
            if (_losses.Broken is null) _optimizer.Step(schedule.At(step));
            progress.Set(step + 1, LastStep);
            records.Record(_epochs);
            if (inEpoch == _stepsPerEpoch - 1 && progress.WaitWhileHeld(_stop)) records.GoOn();
        }
        _losses.Flush();
        if (_losses.Broken is { } broken) return $"the loss became {broken.Loss} at step {broken.Step + 1} of {LastStep}";
        records.Record(_epochs, atEnd: true);
        return null;
    }

    public void Dispose()
    {
        _batches.Dispose();
        _losses.Dispose();
    }

    // The gradients of a batch, a part after the other, and its mean loss.
    private Tensor Pass(ReadOnlySpan<int> positions, EpochRecorder records)
    {
        Tensor? total = null;
        for (var first = 0; first < positions.Length; first += _batches.Size)
        {
            using var scope = NewDisposeScope();
            var part = positions.Slice(first, Math.Min(_batches.Size, positions.Length - first));
            var (images, labels) = _batches.Gather(part);
            var outputs = _network.Forward(images, training: true);
            records.Count(outputs, labels);
            var loss = nn.functional.cross_entropy(outputs, labels, label_smoothing: _spec.Recipe.LabelSmoothing);
            // A batch in one part keeps its loss as it is: a factor of 1 would be one more operation.
            if (part.Length < positions.Length) loss = loss * ((double)part.Length / positions.Length);
            loss.backward();
            if (total is null) total = loss.detach().DetachFromDisposeScope();
            else total.add_(loss.detach());
        }
        return total!;
    }
}
