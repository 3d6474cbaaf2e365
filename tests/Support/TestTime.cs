using System.Collections.Concurrent;

namespace Sweeper.Tests.Support;

/// <summary>A clock of the test's own: pauses are over at once and are remembered, and silence lasts until the test says that it has.</summary>
/// <param name="silence">What is waited for at least so long is silence.</param>
internal sealed class TestTime(TimeSpan silence) : TimeProvider
{
    private readonly ConcurrentBag<Timer> _silences = [];

    /// <summary>The pauses that were made, in seconds.</summary>
    public ConcurrentQueue<double> Pauses { get; } = new();

    /// <summary>The longest silence has passed for all that wait.</summary>
    public void PassSilence()
    {
        foreach (var timer in _silences) timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(callback, state);
        if (dueTime >= silence) _silences.Add(timer);
        else if (dueTime >= TimeSpan.Zero)
        {
            Pauses.Enqueue(dueTime.TotalSeconds);
            ThreadPool.QueueUserWorkItem(_ => timer.Fire());
        }
        return timer;
    }

    private sealed class Timer(TimerCallback callback, object? state) : ITimer
    {
        private volatile bool _disposed;

        public void Fire()
        {
            if (!_disposed) callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => !_disposed;

        public void Dispose() => _disposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
