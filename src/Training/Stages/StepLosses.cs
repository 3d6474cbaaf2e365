using Sweeper.Training.Devices;
using static TorchSharp.torch;

namespace Sweeper.Training.Stages;

/// <summary>Collects the losses of steps and brings them to the processor: at once from a processor, many at a time from a GPU.</summary>
/// <remarks>Asking a GPU for a number waits for all that it was given to do; asked every step, it would idle while the next batch is made.</remarks>
internal sealed class StepLosses(ComputeDevice device, EpochLosses epochs) : IDisposable
{
    private const int StepsAhead = 32;

    private readonly List<(Tensor Loss, long Step, bool EndsEpoch)> _pending = [];

    /// <summary>The first step whose loss is not a finite number, and that loss; null while there is none.</summary>
    public (long Step, float Loss)? Broken { get; private set; }

    /// <summary>Takes a step's loss, a detached scalar that stays this object's.</summary>
    public void Add(Tensor loss, long step, bool endsEpoch)
    {
        _pending.Add((loss, step, endsEpoch));
        if (device.Kind == DeviceKind.Cpu || _pending.Count >= StepsAhead) Flush();
    }

    /// <summary>Brings over what is pending.</summary>
    public void Flush()
    {
        foreach (var (loss, step, endsEpoch) in _pending)
        {
            var value = loss.item<float>();
            loss.Dispose();
            if (Broken is not null) continue;
            if (float.IsFinite(value)) epochs.Add(value, endsEpoch);
            else Broken = (step, value);
        }
        _pending.Clear();
    }

    public void Dispose()
    {
        foreach (var (loss, _, _) in _pending) loss.Dispose();
    }
}
