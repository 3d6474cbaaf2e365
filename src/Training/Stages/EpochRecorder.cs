using System.Diagnostics;
using System.Runtime.InteropServices;
using Sweeper.Training.Devices;
using Sweeper.Training.Recipes;
using static TorchSharp.torch;

namespace Sweeper.Training.Stages;

/// <summary>Records epochs as their losses come in. It reads what the training computes anyway, and computes nothing that goes back into it.</summary>
/// <param name="spec">The training.</param>
/// <param name="trainImages">Images of the training set.</param>
/// <param name="schedule">Its learning rates.</param>
/// <param name="device">Where it trains.</param>
/// <param name="progress">Where the records go.</param>
internal sealed class EpochRecorder(StageSpec spec, int trainImages, LearningRateSchedule schedule, ComputeDevice device, StageProgress progress)
{
    private readonly int _stepsPerEpoch = spec.Recipe.StepsPerEpoch(trainImages);
    private readonly bool _counts = device.Kind == DeviceKind.Cpu;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _recorded;
    private int _correct;

    private long LastStep => spec.Recipe.Length.ToSteps(_stepsPerEpoch);

    /// <summary>Counts what a forward pass classified rightly: a microsecond or two a batch on a processor, nothing elsewhere.</summary>
    /// <param name="outputs">Batch x classes.</param>
    /// <param name="labels">Batch.</param>
    public void Count(Tensor outputs, Tensor labels)
    {
        if (!_counts) return;
        var values = MemoryMarshal.Cast<byte, float>(outputs.bytes);
        var right = MemoryMarshal.Cast<byte, long>(labels.bytes);
        var classes = values.Length / right.Length;
        for (var image = 0; image < right.Length; image++)
        {
            var row = values.Slice(image * classes, classes);
            var best = 0;
            for (var label = 1; label < classes; label++)
            {
                if (row[label] > row[best]) best = label;
            }
            if (best == right[image]) _correct++;
        }
    }

    /// <summary>The training has been held: that is no time of an epoch.</summary>
    public void GoOn() => _clock.Restart();

    /// <summary>Records the epochs whose mean loss has become known; at the end of the training a partial one too.</summary>
    public void Record(EpochLosses losses, bool atEnd = false)
    {
        for (var known = atEnd ? losses.Means.Length : losses.Ended; _recorded < known; _recorded++)
            Record(spec.FirstStep / _stepsPerEpoch + _recorded, losses[_recorded]);
    }

    private void Record(long epoch, double loss)
    {
        var (first, last) = (Math.Max(spec.FirstStep, epoch * _stepsPerEpoch), Math.Min(LastStep, (epoch + 1) * _stepsPerEpoch));
        var epochs = (LastStep + _stepsPerEpoch - 1) / _stepsPerEpoch;
        var every = (epochs + EpochRecord.MostATraining - 1) / EpochRecord.MostATraining;
        if ((epoch + 1) % every == 0 || epoch + 1 == epochs)
        {
            progress.Add(new EpochRecord(
                (int)epoch + 1, (int)epochs, loss, ImagesBefore(last, epoch) - ImagesBefore(first, epoch), _counts ? _correct : null,
                schedule.At(last - 1), _clock.Elapsed.TotalSeconds));
        }
        _correct = 0;
        _clock.Restart();
    }

    // Images of an epoch that come before a step of it.
    private int ImagesBefore(long step, long epoch) => (int)Math.Min((step - epoch * _stepsPerEpoch) * spec.Recipe.BatchSize, trainImages);
}
