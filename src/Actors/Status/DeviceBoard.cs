using System.Collections.Immutable;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Training.Devices;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Status;

/// <summary>What each device of a run trains and how that goes.</summary>
/// <param name="trainers">Trainers that are shown from the start, in the order of the screen; after them come those that are heard of.</param>
/// <param name="name">What a training is for, in a line.</param>
/// <param name="reading">How full and busy a device of a name is; answers at once.</param>
internal sealed class DeviceBoard(IReadOnlyList<TrainerId> trainers, Func<PlannedStage, string> name, Func<string, DeviceReading> reading)
{
    private readonly Dictionary<TrainerId, (PlannedStage Stage, EpochRecord Last)> _epochs = [];

    /// <summary>Something has changed.</summary>
    public void Observe(SweepEvent change)
    {
        if (change is SweepEvent.EpochsEnded { Epochs: [.., var last] } ended) _epochs[ended.Trainer] = (ended.Stage, last);
    }

    /// <summary>The devices at some moment.</summary>
    public ImmutableArray<DeviceStatus> Read(SweepStatus status, DateTimeOffset now)
    {
        var leases = status.Leases.ToDictionary(lease => lease.Trainer);
        return [.. trainers.Union(status.Trainers).Union(leases.Keys).Select(trainer => Metered(leases.TryGetValue(trainer, out var lease) ? Busy(lease, now) : Idle(trainer, status)))];
    }

    private DeviceStatus Metered(DeviceStatus device)
    {
        // Those of other machines are not read from here.
        if (device.Node.Length > 0) return device;
        var now = reading(device.Device);
        return device with { MemoryBytes = now.MemoryBytes, MemoryTotalBytes = now.MemoryTotalBytes, Utilisation = now.Utilisation };
    }

    private static DeviceStatus Idle(TrainerId trainer, SweepStatus status) => new() { Node = trainer.Node, Device = trainer.Device, IsHung = status.Hung.Contains(trainer) };

    private DeviceStatus Busy(Lease lease, DateTimeOffset now)
    {
        // An epoch of the training before says nothing of this one.
        var last = _epochs.TryGetValue(lease.Trainer, out var known) && known.Stage == lease.Stage ? known.Last : null;
        return new()
        {
            Node = lease.Trainer.Node,
            Device = lease.Trainer.Device,
            Stage = lease.Stage.Key.Value,
            Training = name(lease.Stage),
            Seconds = (now - lease.Since).TotalSeconds,
            Step = lease.Step,
            LastStep = lease.LastStep,
            Epoch = last is null ? 0 : Math.Min(last.Epoch + 1, last.Epochs),
            Epochs = last?.Epochs ?? 0,
            Loss = last?.Loss,
            Accuracy = last?.Accuracy,
            ImagesPerSecond = last is { Seconds: > 0 } ? last.Images / last.Seconds : null,
            HeardSecondsAgo = Math.Max(0, (now - lease.Heard).TotalSeconds),
        };
    }
}
