using Akka.Actor;
using Akka.Configuration;
using Spectre.Console;
using Sweeper.Actors;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Status;
using Sweeper.Actors.Trainers;
using Sweeper.Bench.Scheduling;
using Sweeper.Host.Display;
using Sweeper.Host.Runs;
using Sweeper.Host.Serving;
using Sweeper.Host.Status;
using Sweeper.Host.Watching.Drawing;
using Sweeper.Training.Devices;

namespace Sweeper.Bench.Consoles;

/// <summary>
/// A run of the half-done sweep on 64 simulated devices: coordinator, store, aggregators, observer, snapshots, console and endpoint are those of a real run,
/// wired as there; only the trainings are not.
/// </summary>
internal sealed class SimulatedRun : IAsyncDisposable
{
    private const int Devices = 64;
    private static readonly ConsoleStyle Style = new(ColorSystem.EightBit, Ascii: false, TimeSpan.Zero);

    private readonly BenchFolder _folder = new();
    private readonly SweepStore _store;
    private readonly ActorSystem _system;
    private readonly IActorRef _coordinator;
    private readonly TaskCompletionSource<SweepEnding> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StatusHub _hub = new();
    private readonly RunDisplay _display;
    private RunEndpoint? _endpoint;

    private SimulatedRun(SweepPlan plan, Watchers watchers)
    {
        _store = SweepStore.OpenForRun(_folder.Path, "benchmark");
        var start = HalfDoneSweep.Start(plan, _store.Results.NextAttempt());
        var state = new SweepState(start);
        var names = new StageNames(plan);
        Source = new HubSource(_hub, new StageDetails(_store.Folder, plan, names), new RunControls());
        _display = watchers == Watchers.Console ? RunDisplay.For("live", names, Source, Style, () => Terminal, TextWriter.Null) : new NoDisplay();
        _system = ActorSystem.Create("sweeper", ConfigurationFactory.ParseString("akka.loglevel = WARNING").WithFallback(ActorConfig.Hocon));
        IActorRef[] aggregators = [.. plan.Groups.GroupBy(group => group.Target).Select(family => _system.ActorOf(Aggregator.Props(plan, [.. family], start.Results, start.SetAside)))];
        TrainerId[] trainers = [.. Enumerable.Range(0, Devices).Select(i => new TrainerId($"cuda:{i}"))];
        var observer = watchers == Watchers.None
            ? _system.ActorOf(Props.Create(() => new PassOn(aggregators, _ended)))
            : _system.ActorOf(RunObserver.Props(plan, Builder(start, state, trainers, names), _hub, _display, aggregators, _ended, TimeProvider.System));
        _coordinator = _system.ActorOf(SweepCoordinator.Props(state, _store.Results, observer, () => null, TimeProvider.System));
        if (watchers != Watchers.None) observer.Tell(new RunObserver.Watch(_coordinator));
        foreach (var trainer in trainers) _system.ActorOf(TrainerActor.Props(trainer, new(DeviceKind.Cuda, 80L << 30), _coordinator, new SimulatedTrainer()));
    }

    /// <summary>Starts one.</summary>
    public static async Task<SimulatedRun> Start(SweepPlan plan, Watchers watchers)
    {
        var run = new SimulatedRun(plan, watchers);
        if (watchers == Watchers.Console) run._endpoint = await RunEndpoint.Start(run._store.Folder, run.Source);
        return run;
    }

    /// <summary>What its console draws on.</summary>
    public CountingTerminal Terminal { get; } = new();

    /// <summary>How it stands.</summary>
    public HubSource Source { get; }

    /// <summary>The store's folder, where watchers of other processes find its endpoint.</summary>
    public string Store => _store.Folder;

    public async ValueTask DisposeAsync()
    {
        _coordinator.Tell(new SweepCoordinator.Interrupt());
        await _ended.Task;
        _display.Close();
        if (_endpoint is not null) await _endpoint.DisposeAsync();
        await _system.Terminate();
        _store.Dispose();
        _folder.Dispose();
    }

    private static SnapshotBuilder Builder(SweepStart start, SweepState state, IReadOnlyList<TrainerId> trainers, StageNames names) =>
        new(start, state, trainers, new(names.Of, names.Chain, change => EventLines.Of(change, names)), DateTimeOffset.UtcNow);

    private sealed class PassOn : ReceiveActor
    {
        public PassOn(IReadOnlyList<IActorRef> aggregators, TaskCompletionSource<SweepEnding> ended) => Receive<SweepEvent>(change =>
        {
            foreach (var aggregator in aggregators) aggregator.Tell(change);
            if (change is SweepEvent.Ended end) ended.TrySetResult(end.Ending);
        });
    }
}
