using Sweeper.Actors.Trainers;
using Sweeper.Training.Devices;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.TrainerProcesses;

/// <summary>
/// Trains on one device in a process of its own, so that whatever takes that process down costs one training and is known to be its doing. The calling thread waits.
/// </summary>
/// <param name="program">How the process is started.</param>
/// <param name="device">The device.</param>
/// <param name="blobs">Where weights and masks are; used by this process alone.</param>
/// <param name="say">Tells people.</param>
internal sealed class ProcessRunner(TrainerProgram program, ComputeDevice device, IBlobStore blobs, Action<string> say) : IStageRunner, IDisposable
{
    private TrainerChild? _child;
    private int _deaths;

    /// <summary>How long it waits.</summary>
    public TrainerPatience Patience { get; init; } = TrainerPatience.Default;

    /// <summary>A process that was started before; null is none.</summary>
    public TrainerChild? First { get; init; }

    /// <summary>Told the number of each process that trains.</summary>
    public Action<int>? Started { get; init; }

    /// <summary>Told once why the device is lost, when it is.</summary>
    public Action<string>? Lost { get; init; }

    /// <inheritdoc/>
    public void Prepare()
    {
        if (First is not { } first) return;
        first.Say = say;
        Take(first);
    }

    /// <inheritdoc/>
    public StageOutcome Run(StageOrder order, StageProgress progress, CancellationToken stop)
    {
        try
        {
            if (Ready(stop) is not { } child) return new StageOutcome.Cancelled();
            var training = new ChildTraining(child, blobs, progress, Patience.Grace);
            return training.Run(order, stop) is { } outcome ? Ended(outcome) : Died(child, training, stop);
        }
        catch (DeviceException cannot)
        {
            _deaths++;
            Discard();
            return new StageOutcome.Failed(FailureCause.Error, cannot.Message);
        }
        // Whatever it is: what the process says of this training would be taken for the next one's.
        catch (Exception fault)
        {
            Discard();
            return new StageOutcome.Failed(FailureCause.Error, $"{fault.GetType().Name}: {fault.Message}; this is a fault of the program");
        }
    }

    /// <inheritdoc/>
    public bool Recover(CancellationToken stop)
    {
        for (var starts = 1; ; starts++)
        {
            if (_child is null && stop.WaitHandle.WaitOne(Patience.PauseAfter(_deaths))) return true;
            try
            {
                // Null is told to stop: whoever asked will hear of nothing more.
                _ = Ready(stop);
                return true;
            }
            catch (DeviceException cannot)
            {
                _deaths++;
                Discard();
                if (starts == 1) say($"{device} cannot train now and is tried again for a while: {cannot.Message}");
                if (starts < Patience.MostStarts) continue;
                say($"{device} is lost to this process: {cannot.Message}; start it again when the device works");
                Lost?.Invoke(cannot.Message);
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Discard();

    private TrainerChild? Ready(CancellationToken stop)
    {
        // One that has ended between two trainings is nobody's doing.
        if (_child is { HasEnded: true }) Discard();
        var child = _child ?? Take(TrainerChild.Start(program, device, say));
        return child.AwaitReady(stop, Patience.Start) ? child : null;
    }

    private TrainerChild Take(TrainerChild child)
    {
        Started?.Invoke(child.Id);
        return _child = child;
    }

    private StageOutcome Ended(StageOutcome outcome)
    {
        _deaths = 0;
        // What broke the training may have broken more than that: after an error of CUDA a process can do nothing with a GPU any more.
        if (outcome is StageOutcome.Failed { Cause: FailureCause.Error or FailureCause.OutOfMemory }) Discard();
        return outcome;
    }

    private StageOutcome Died(TrainerChild child, ChildTraining training, CancellationToken stop)
    {
        if (training.WasKilled)
        {
            Discard();
            var why = $"the trainer's process of {device} did not stop in {Patience.Grace.TotalSeconds:0} seconds, and was ended";
            say($"{why}; another takes its place");
            return new StageOutcome.Cancelled(why);
        }
        var (how, fault) = (child.HowItEnded(), child.Fault);
        Discard();
        _deaths++;
        if (fault is not null) return new StageOutcome.Failed(FailureCause.Error, $"the trainer's process of {device} said what no trainer does ({fault}), and was ended; this is a fault of the program");
        return stop.WaitHandle.WaitOne(Patience.Blame) ? new StageOutcome.Cancelled() : new StageOutcome.Failed(FailureCause.Crash, how);
    }

    private void Discard()
    {
        _child?.Dispose();
        _child = null;
    }
}
