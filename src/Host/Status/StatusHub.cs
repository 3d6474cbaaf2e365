using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Status;

namespace Sweeper.Host.Status;

/// <summary>Where watchers find how a run stands: one writer, any number of readers, none of whom anybody waits for.</summary>
internal sealed class StatusHub
{
    private volatile SweepSnapshot? _latest;
    private volatile IReadOnlyList<ResultGroup> _rows = [];
    private volatile TaskCompletionSource<SweepSnapshot> _next = New();

    /// <summary>The latest snapshot; null in the first moment of a run.</summary>
    public SweepSnapshot? Latest => _latest;

    /// <summary>The rows as they stood a few seconds ago at most.</summary>
    public IReadOnlyList<ResultGroup> Rows
    {
        get => _rows;
        set => _rows = value;
    }

    /// <summary>The latest snapshot that is newer than one of that number, as soon as there is one.</summary>
    public async Task<SweepSnapshot> After(long number, CancellationToken cancel)
    {
        // The promise is taken before the look: what is published in between fulfils it.
        var next = _next;
        return _latest is { } latest && latest.Number > number ? latest : await next.Task.WaitAsync(cancel);
    }

    /// <summary>Publishes a snapshot.</summary>
    public void Publish(SweepSnapshot snapshot)
    {
        _latest = snapshot;
        Interlocked.Exchange(ref _next, New()).TrySetResult(snapshot);
    }

    private static TaskCompletionSource<SweepSnapshot> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
