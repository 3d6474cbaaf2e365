namespace Sweeper.Training.Stages;

/// <summary>How far a training is: written by its thread, read by others at any time.</summary>
public sealed class StageProgress
{
    private long _step;
    private long _lastStep;

    /// <summary>Optimizer steps done.</summary>
    public long Step => Interlocked.Read(ref _step);

    /// <summary>Optimizer steps at the end; 0 until known.</summary>
    public long LastStep => Interlocked.Read(ref _lastStep);

    internal void Set(long step, long lastStep)
    {
        Interlocked.Exchange(ref _lastStep, lastStep);
        Interlocked.Exchange(ref _step, step);
    }
}
