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
            progress.Observe(status);
            display.Show(status, progress);
        });
        Receive<SweepEvent>(change =>
        {
            foreach (var aggregator in aggregators) aggregator.Tell(change);
            if (change is SweepEvent.Completed done) progress.Finish(done.Stage, done.Seconds);
            display.Show(change, _status, progress);
            if (change is SweepEvent.Ended end) ended.TrySetResult(end.Ending);
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
}
