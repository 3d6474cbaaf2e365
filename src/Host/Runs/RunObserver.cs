using Akka.Actor;
using Sweeper.Actors.Coordination;
using Sweeper.Host.Display;

namespace Sweeper.Host.Runs;

/// <summary>Passes the coordinator's events to the aggregators and the display, asks for the status now and then, and notices the end.</summary>
internal sealed class RunObserver : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private IActorRef _coordinator = ActorRefs.Nobody;
    private SweepStatus? _status;
    private bool _over;

    public RunObserver(RunDisplay display, ProgressEstimate progress, IReadOnlyList<IActorRef> aggregators, TaskCompletionSource<SweepEnding> ended)
    {
        Receive<Watch>(watch =>
        {
            _coordinator = Context.Watch(watch.Coordinator);
            Timers.StartPeriodicTimer("look", new Look(), TimeSpan.Zero, LookEvery);
        });
        Receive<Look>(_ => _coordinator.Tell(new SweepCoordinator.GetStatus()));
        Receive<SweepStatus>(status =>
        {
            _status = status;
            if (_over) return;
            progress.Observe(status);
            Show(() => display.Show(status, progress));
        });
        Receive<SweepEvent>(change =>
        {
            foreach (var aggregator in aggregators) aggregator.Tell(change);
            // What a trainer says after the end (its lease had run out) is stored and read, but no more shown: the table is being written.
            if (_over) return;
            progress.Observe(change);
            Show(() => display.Show(change, _status, progress));
            if (change is not SweepEvent.Ended end) return;
            _over = true;
            // Whoever waits for this finds in the aggregators' mailboxes, before its own question, all that was told above.
            ended.TrySetResult(end.Ending);
        });
        // A coordinator that ends by itself has announced the end before.
        Receive<Terminated>(_ => ended.TrySetException(new InvalidOperationException("the coordinator has failed; finished work is kept, run again")));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Whose events these are.</summary>
    public sealed record Watch(IActorRef Coordinator);

    private sealed record Look;

    public static Props Props(RunDisplay display, ProgressEstimate progress, IReadOnlyList<IActorRef> aggregators, TaskCompletionSource<SweepEnding> ended) =>
        Akka.Actor.Props.Create(() => new RunObserver(display, progress, aggregators, ended));

    // What cannot be shown (the terminal has gone away, say) must not take the run with it, nor keep its end from being noticed.
    private static void Show(Action show)
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
