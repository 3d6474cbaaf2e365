using Akka.Actor;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Status;
using Sweeper.Host.Display;
using Sweeper.Host.Runs;
using Sweeper.Host.Status;
using Sweeper.Host.Tests.Display;
using Sweeper.Host.Tests.Support;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Tests.Runs;

public class RunObserverTests : IAsyncLifetime
{
    private static readonly SweepPlan Plan = Plans.Of(Plans.Small);
    private readonly ActorSystem _system = ActorSystem.Create("observed", "akka.loglevel = OFF");
    private readonly TaskCompletionSource<SweepEnding> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringWriter _shown = new();
    private readonly SnapshotBuilder _snapshots = Snapshots.Of(Plan);
    private readonly StatusHub _hub = new();

    [Fact]
    public async Task Rows_asked_for_after_the_end_hold_every_result_announced_before_it()
    {
        for (var i = 0; i < 50; i++)
        {
            var ended = new TaskCompletionSource<SweepEnding>(TaskCreationOptions.RunContinuationsAsynchronously);
            var aggregator = _system.ActorOf(Aggregator.Props(Plan, Plan.Groups, new Dictionary<StageKey, StoredResult>(), new Dictionary<StageKey, StageTrouble>()));
            var observer = _system.ActorOf(RunObserver.Props(Plan, Snapshots.Of(Plan), new StatusHub(), new NoDisplay(), [aggregator], ended, TimeProvider.System));
            foreach (var stage in Plan.Stages) observer.Tell(Events.Completed(stage));
            observer.Tell(Events.Ended);
            await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
            var rows = await aggregator.Ask<Aggregator.Rows>(new Aggregator.GetRows(), TimeSpan.FromSeconds(20));
            Assert.All(rows.Groups, row => Assert.Equal(row.Wanted, row.Statistics.N));
        }
    }

    [Fact]
    public async Task A_display_that_fails_keeps_neither_progress_nor_the_end_from_being_noticed()
    {
        var observer = Observe(new LostTerminal());
        observer.Tell(Events.Completed(Plan.Stages[0]));
        observer.Tell(Events.Ended);
        Assert.Equal(EndingKind.Whole, (await _ended.Task.WaitAsync(TimeSpan.FromSeconds(20))).Kind);
        Assert.Single(_snapshots.Work.Speeds);
    }

    [Fact]
    public async Task What_comes_after_the_end_is_not_shown_any_more()
    {
        var observer = Observe(new PlainDisplay(new StageNames(Plan), _shown));
        observer.Tell(Events.Completed(Plan.Stages[0]));
        observer.Tell(Events.Ended);
        observer.Tell(Events.Completed(Plan.Stages[1]));
        await _ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.True(await observer.GracefulStop(TimeSpan.FromSeconds(20)));
        Assert.Single(_shown.ToString().TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_coordinator_that_dies_without_a_word_is_noticed()
    {
        var observer = Observe(new NoDisplay());
        var coordinator = _system.ActorOf(Props.Create(() => new Mute()));
        observer.Tell(new RunObserver.Watch(coordinator));
        coordinator.Tell(PoisonPill.Instance);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _ended.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Contains("run again", error.Message);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await _system.Terminate();

    private IActorRef Observe(RunDisplay display) => _system.ActorOf(RunObserver.Props(Plan, _snapshots, _hub, display, [], _ended, TimeProvider.System));

    private sealed class Mute : ReceiveActor
    {
        public Mute() => ReceiveAny(_ => { });
    }

    private sealed class LostTerminal : RunDisplay
    {
        public override void Show(SweepSnapshot snapshot) => throw new IOException("the terminal is gone");

        public override void Show(SweepEvent change, double fraction, TimeLeft? left) => throw new IOException("the terminal is gone");
    }
}
