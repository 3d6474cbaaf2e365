using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;

namespace Sweeper.Training.Stages;

/// <summary>How far a training is: written by its thread, read by others at any time.</summary>
public sealed class StageProgress
{
    private readonly ConcurrentQueue<EpochRecord> _epochs = [];
    private volatile TaskCompletionSource? _hold;
    private long _step;
    private long _lastStep;
    private long _heldTicks;

    /// <summary>Optimizer steps done.</summary>
    public long Step => Interlocked.Read(ref _step);

    /// <summary>Optimizer steps at the end; 0 until known.</summary>
    public long LastStep => Interlocked.Read(ref _lastStep);

    /// <summary>Says how many optimizer steps are done, and how many there are.</summary>
    public void Set(long step, long lastStep)
    {
        Interlocked.Exchange(ref _lastStep, lastStep);
        Interlocked.Exchange(ref _step, step);
    }

    /// <summary>Whether the training waits at the end of an epoch.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>For how long it has waited so far.</summary>
    public TimeSpan HeldTime => new(Interlocked.Read(ref _heldTicks));

    /// <summary>Asks the training to wait at the end of the epoch that goes on.</summary>
    public void Hold() => _hold ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether it is asked to wait.</summary>
    public bool ShallHold => _hold is not null;

    /// <summary>Says what is so of a training in another process, whose own progress holds it.</summary>
    /// <param name="isHeld">Whether it waits at the end of an epoch.</param>
    /// <param name="heldTime">For how long it has waited so far.</param>
    public void Mirror(bool isHeld, TimeSpan heldTime)
    {
        IsHeld = isHeld;
        Interlocked.Exchange(ref _heldTicks, heldTime.Ticks);
    }

    /// <summary>Lets it go on.</summary>
    public void GoOn()
    {
        var hold = _hold;
        _hold = null;
        hold?.TrySetResult();
    }

    /// <summary>Waits, on the training's thread, for as long as it shall hold. Nothing of it is computed differently.</summary>
    /// <returns>Whether it had to wait.</returns>
    /// <exception cref="OperationCanceledException">It was told to stop meanwhile.</exception>
    internal bool WaitWhileHeld(CancellationToken stop)
    {
        if (_hold is not { } hold) return false;
        var clock = Stopwatch.StartNew();
        IsHeld = true;
        try
        {
            hold.Task.Wait(stop);
        }
        finally
        {
            IsHeld = false;
            Interlocked.Add(ref _heldTicks, clock.Elapsed.Ticks);
        }
        return true;
    }

    /// <summary>Adds the record of an epoch.</summary>
    public void Add(EpochRecord epoch) => _epochs.Enqueue(epoch);

    /// <summary>Takes the records that nobody has taken yet, in order.</summary>
    public ImmutableArray<EpochRecord> TakeEpochs()
    {
        if (_epochs.IsEmpty) return [];
        var taken = ImmutableArray.CreateBuilder<EpochRecord>();
        while (_epochs.TryDequeue(out var epoch)) taken.Add(epoch);
        return taken.ToImmutable();
    }
}
