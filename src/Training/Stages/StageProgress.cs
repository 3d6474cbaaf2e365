using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Sweeper.Training.Stages;

/// <summary>How far a training is: written by its thread, read by others at any time.</summary>
public sealed class StageProgress
{
    private readonly ConcurrentQueue<EpochRecord> _epochs = [];
    private long _step;
    private long _lastStep;

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
