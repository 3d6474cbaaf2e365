using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Status;
using Sweeper.Host.Display;
using Sweeper.Host.Status;

namespace Sweeper.Host.Runs;

/// <summary>
/// Passes the coordinator's events to the aggregators and the display, makes snapshots of the run for all who watch it, and notices the end.
/// </summary>
internal sealed class RunObserver : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    // Rows are read and claims decided at most so often, and so seldom that this takes no more than a twentieth of a processor.
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(2);
    private const int Pause = 20;

    private readonly SweepPlan _plan;
    private readonly SnapshotBuilder _builder;
    private readonly StatusHub _hub;
    private readonly RunDisplay _display;
    private readonly IReadOnlyList<IActorRef> _aggregators;
    private readonly TimeProvider _time;
    private IActorRef _coordinator = ActorRefs.Nobody;
    private SweepStatus? _status;
    private ImmutableArray<ClaimStatus> _claims = [];
    private bool _areRowsStale = true;
    private bool _isReading;
    private long _readAgainAt;
    private bool _over;

    public RunObserver(SweepPlan plan, SnapshotBuilder builder, StatusHub hub, RunDisplay display, IReadOnlyList<IActorRef> aggregators, TaskCompletionSource<SweepEnding> ended, TimeProvider time)
    {
        (_plan, _builder, _hub, _display, _aggregators, _time) = (plan, builder, hub, display, aggregators, time);
        Receive<Watch>(watch =>
        {
            _coordinator = Context.Watch(watch.Coordinator);
            Timers.StartPeriodicTimer("look", new Look(), TimeSpan.Zero, LookEvery);
        });
        Receive<Look>(_ =>
        {
            _coordinator.Tell(new SweepCoordinator.GetStatus());
            ReadRows();
        });
        Receive<SweepStatus>(Show);
        Receive<RowsRead>(read =>
        {
            (_hub.Rows, _claims, _isReading) = (read.Rows, read.Claims, false);
            _readAgainAt = Environment.TickCount64 + (long)Math.Max(LeastPause.TotalMilliseconds, Pause * read.Took.TotalMilliseconds);
        });
        Receive<Akka.Actor.Status.Failure>(_ => _isReading = false);
        Receive<SweepEvent>(change => Observe(change, ended));
        // A coordinator that ends by itself has announced the end before.
        Receive<Terminated>(_ => ended.TrySetException(new InvalidOperationException("the coordinator has failed; finished work is kept, run again")));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Whose events these are.</summary>
    public sealed record Watch(IActorRef Coordinator);

    private sealed record Look;

    private sealed record RowsRead(IReadOnlyList<ResultGroup> Rows, ImmutableArray<ClaimStatus> Claims, TimeSpan Took);

    public static Props Props(
        SweepPlan plan, SnapshotBuilder builder, StatusHub hub, RunDisplay display, IReadOnlyList<IActorRef> aggregators, TaskCompletionSource<SweepEnding> ended, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new RunObserver(plan, builder, hub, display, aggregators, ended, time));

    private void Show(SweepStatus status)
    {
        _status = status;
        if (_over) return;
        var snapshot = Publish(status);
        TryTo(() => _display.Show(snapshot));
    }

    private SweepSnapshot Publish(SweepStatus status)
    {
        var snapshot = _builder.Snapshot(status, _claims, _time.GetUtcNow());
        _hub.Publish(snapshot);
        return snapshot;
    }

    private void Observe(SweepEvent change, TaskCompletionSource<SweepEnding> ended)
    {
        foreach (var aggregator in _aggregators) aggregator.Tell(change);
        // What a trainer says after the end (its lease had run out) is stored and read, but no more shown: the table is being written.
        if (_over) return;
        if (change is SweepEvent.Completed or SweepEvent.SetAside or SweepEvent.Revived) _areRowsStale = true;
        _builder.Observe(change, _time.GetUtcNow());
        TryTo(() => _display.Show(change, _builder.Work.Fraction, _hub.Latest?.TimeLeft));
        if (change is not SweepEvent.Ended end) return;
        _over = true;
        if (_status is { } status) Publish(status);
        // Whoever waits for this finds in the aggregators' mailboxes, before its own question, all that was told above.
        ended.TrySetResult(end.Ending);
    }

    private void ReadRows()
    {
        if (_isReading || !_areRowsStale || Environment.TickCount64 < _readAgainAt) return;
        (_isReading, _areRowsStale) = (true, false);
        Read(_plan, _aggregators).PipeTo(Self);
    }

    private static async Task<RowsRead> Read(SweepPlan plan, IReadOnlyList<IActorRef> aggregators)
    {
        var clock = Stopwatch.StartNew();
        var rows = await Aggregator.RowsOf(aggregators, AnswerTime).ConfigureAwait(false);
        return new(rows, ClaimReader.Read(plan, rows), clock.Elapsed);
    }

    // What cannot be shown (the terminal has gone away, say) must not take the run with it, nor keep its end from being noticed.
    private static void TryTo(Action show)
    {
        try
        {
            show();
        }
        catch (Exception)
        {
            // The next line is tried again.
        }
    }
}
