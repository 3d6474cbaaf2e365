using Sweeper.Actors.Status;
using Sweeper.Host.Watching;

namespace Sweeper.Host.Tests.Watching;

/// <summary>A run that goes on as a recording says: four snapshots a second that differ in their number and time.</summary>
internal sealed class RecordedSource(Recording recording) : IStatusSource
{
    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;
    private volatile SweepSnapshot _latest = recording.Snapshot;

    /// <summary>What it was told to do.</summary>
    public List<ControlOrder> Told { get; } = [];

    /// <summary>What asking for the next snapshot fails with; null for nothing.</summary>
    public Exception? Failure { get; set; }

    public SweepSnapshot? Latest => _latest;

    public async Task<SweepSnapshot> Next(long after, CancellationToken cancel)
    {
        if (Failure is { } failure) throw failure;
        if (_latest.Number > after) return _latest;
        await Task.Delay(250, cancel);
        if (recording.Snapshot.State != RunState.Ended) _latest = _latest with { Number = after + 1, At = recording.Snapshot.At + (DateTimeOffset.UtcNow - _began) };
        return _latest with { Number = after + 1 };
    }

    public Task<Heatmap> HeatmapOf(HeatmapChoice choice, CancellationToken cancel)
    {
        var first = recording.Heatmap.Choice;
        return Task.FromResult(recording.Heatmap with
        {
            Choice = new(choice.Model ?? first.Model, choice.Pruning ?? first.Pruning, choice.SourceOptimizer ?? first.SourceOptimizer,
                choice.TargetOptimizer ?? first.TargetOptimizer, choice.Ticket ?? first.Ticket, choice.Round ?? first.Round),
        });
    }

    public Task<StageDetail?> DetailOf(string stage, CancellationToken cancel) => Task.FromResult(recording.Details.FirstOrDefault(detail => detail.Stage == stage));

    public Task<string> Control(ControlOrder order, CancellationToken cancel)
    {
        lock (Told) Told.Add(order);
        _latest = _latest with { State = order.Action switch { ControlAction.Pause => RunState.Paused, ControlAction.Cancel => RunState.Stopping, _ => RunState.Running } };
        return Task.FromResult($"the sweep was told to {order.Action.ToString().ToLowerInvariant()}");
    }
}
