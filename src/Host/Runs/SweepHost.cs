using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sweeper.Actors;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Status;
using Sweeper.Actors.Trainers;
using Sweeper.Host.Display;
using Sweeper.Host.Status;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;

namespace Sweeper.Host.Runs;

/// <summary>The actors of a run in one process, without a port: coordinator, trainers, aggregators, and the observer that feeds the display.</summary>
internal sealed class SweepHost : IAsyncDisposable
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    private readonly IHost _host;
    private readonly TaskCompletionSource<SweepEnding> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IActorRef> _aggregators = [];
    private readonly Lock _starting = new();
    private IActorRef _coordinator = ActorRefs.Nobody;
    private bool _interrupted;

    public SweepHost(SweepStart start, SweepState state, SweepStore store, IDatasetSource datasets, IReadOnlyList<ComputeDevice> devices, DeviceMeters meters, RunDisplay display, SnapshotBuilder snapshots, StatusHub hub)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new DisplayLogs(display.Say));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddAkka("sweeper", akka => akka
            .AddHocon(ActorConfig.Hocon, HoconAddMode.Prepend)
            .ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers();
                loggers.AddLoggerFactory();
                loggers.LogLevel = Akka.Event.LogLevel.WarningLevel;
            })
            .WithActors((system, _) => StartActors(system, start, state, store, datasets, devices, meters, display, snapshots, hub)));
        _host = builder.Build();
    }

    /// <summary>Runs to the end.</summary>
    public async Task<SweepEnding> Run()
    {
        await _host.StartAsync();
        return await _ended.Task;
    }

    /// <summary>Asks the sweep to end: no new work, trainings in flight are dropped.</summary>
    public void Interrupt()
    {
        // A signal may come before there is a coordinator.
        lock (_starting)
        {
            _interrupted = true;
            _coordinator.Tell(new SweepCoordinator.Interrupt());
        }
    }

    /// <summary>Has the run do something; returns whether that changed anything.</summary>
    public Task<bool> Control(SweepCoordinator.IControl what, CancellationToken cancel)
    {
        lock (_starting) return _coordinator.Ask<bool>(what, AnswerTime, cancel);
    }

    /// <summary>Every row of the plan as it stands, with all seeds.</summary>
    public Task<IReadOnlyList<ResultGroup>> Rows() => Aggregator.RowsOf(_aggregators, AnswerTime);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private void StartActors(
        ActorSystem system, SweepStart start, SweepState state, SweepStore store, IDatasetSource datasets, IReadOnlyList<ComputeDevice> devices, DeviceMeters meters, RunDisplay display, SnapshotBuilder snapshots,
        StatusHub hub)
    {
        system.WhenTerminated.ContinueWith(
            _ => _ended.TrySetException(new InvalidOperationException("the actor system ended before the sweep; finished work is kept, run again")), TaskScheduler.Default);
        var plan = start.Plan;
        foreach (var family in plan.Groups.GroupBy(group => group.Target))
            _aggregators.Add(system.ActorOf(Aggregator.Props(plan, [.. family], start.Results, start.SetAside), $"aggregator-{_aggregators.Count}"));
        var guard = new DiskGuard(store.Folder);
        var largest = plan.Stages.Select(stage => StoreSize.ArtifactsOf(stage, plan.ArchitectureOf(stage))).DefaultIfEmpty().Max();
        var observer = system.ActorOf(RunObserver.Props(plan, snapshots, hub, display, _aggregators, _ended, TimeProvider.System), "observer");
        lock (_starting)
        {
            _coordinator = system.ActorOf(
                SweepCoordinator.Props(state, store.Results, observer, () => guard.Refusal(devices.Count * largest, largest), TimeProvider.System), "coordinator");
            if (_interrupted) _coordinator.Tell(new SweepCoordinator.Interrupt());
        }
        observer.Tell(new RunObserver.Watch(_coordinator));
        foreach (var device in devices)
        {
            var runner = new DeviceRunner(device, datasets, store.Blobs, () => meters.Attach(device.Name));
            system.ActorOf(TrainerActor.Props(new TrainerId(device.Name), _coordinator, runner), $"trainer-{device.Name.Replace(':', '-')}");
        }
    }
}
