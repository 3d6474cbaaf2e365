using System.Collections.Immutable;
using System.Diagnostics;
using Sweeper.Actors.Wire;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.TrainerProcesses;

/// <summary>One training in a trainer's process, from the order to its end, on the calling thread; questions for blobs are answered on it too.</summary>
internal sealed class ChildTraining(TrainerChild child, IBlobStore blobs, StageProgress progress, TimeSpan grace)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    // A process in a driver that hangs cannot be ended even so: it is left behind.
    private static readonly TimeSpan EndOfKilled = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private long _killedAt;
    private bool _isOver;
    private bool _toldToStop;
    private bool _toldToHold;

    /// <summary>Whether it was killed, because it did not stop.</summary>
    public bool WasKilled { get; private set; }

    /// <summary>Trains.</summary>
    /// <returns>How that ended; null where the process ended instead.</returns>
    /// <exception cref="FrameException">The order is too long, or the process said what no trainer does.</exception>
    /// <exception cref="WireException">The same.</exception>
    public StageOutcome? Run(StageOrder order, CancellationToken stop)
    {
        // Not by this thread, which may be in a pipe that is full, or busy with a blob.
        using var killer = new Timer(_ => Kill());
        using var told = stop.Register(() => killer.Change(grace, Timeout.InfiniteTimeSpan));
        try
        {
            child.Send(FrameKind.Order, WireValues.Write(order));
            while (!child.HasEnded && !(WasKilled && Stopwatch.GetElapsedTime(Volatile.Read(ref _killedAt)) > EndOfKilled))
            {
                PassOn(stop);
                if (child.TryTake(LookEvery) is { } frame && Heed(frame) is { } outcome) return outcome;
            }
            return null;
        }
        finally
        {
            lock (_gate) _isOver = true;
        }
    }

    private void PassOn(CancellationToken stop)
    {
        if (stop.IsCancellationRequested && !_toldToStop) child.Send(FrameKind.Stop);
        _toldToStop = stop.IsCancellationRequested;
        if (progress.ShallHold == _toldToHold) return;
        _toldToHold = !_toldToHold;
        child.Send(_toldToHold ? FrameKind.Hold : FrameKind.GoOn);
    }

    private StageOutcome? Heed(Frame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Progress:
                WireValues.Read<ProgressReport>(frame.Payload).Show(progress);
                return null;
            case FrameKind.Epochs:
                foreach (var epoch in WireValues.Read<ImmutableArray<EpochRecord>>(frame.Payload)) progress.Add(epoch);
                return null;
            case FrameKind.Outcome:
                return WireValues.Read<StageOutcome>(frame.Payload);
            default:
                var answer = BlobAnswers.To(blobs, frame) ?? throw new FrameException($"a trainer says {frame.Kind} in a training");
                child.Send(answer.Kind, answer.Payload);
                return null;
        }
    }

    private void Kill()
    {
        lock (_gate)
        {
            if (_isOver) return;
            Volatile.Write(ref _killedAt, Stopwatch.GetTimestamp());
            WasKilled = true;
            child.Kill();
        }
    }
}
