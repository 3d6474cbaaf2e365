using System.Text;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sweeper.Actors;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Nodes;
using Sweeper.Actors.Results;
using Sweeper.Actors.Trainers;
using Sweeper.Host.Cluster;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;

namespace Sweeper.Host.Runs;

/// <summary>The actor system of a run: its actors, the trainers of this process, and where nodes may come, a reception for them. Else it has no port.</summary>
internal sealed class SweepHost : IAsyncDisposable
{
    // Trainers ask every second: by then all have heard that there is no more to do.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2.5);

    private readonly IHost _host;
    private readonly SweepRun _run;
    private readonly Listening? _listening;
    private bool _isHandedOver;

    public SweepHost(
        SweepRun run, SweepStore store, IDatasetSource datasets, IReadOnlyList<ComputeDevice> devices, DeviceMeters meters, Listening? listening, Action<string> say)
    {
        (_run, _listening) = (run, listening);
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new DisplayLogs(say));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddAkka("sweeper", akka =>
        {
            akka.AddHocon(ActorConfig.Hocon, HoconAddMode.Prepend).ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers();
                loggers.AddLoggerFactory();
                loggers.LogLevel = Akka.Event.LogLevel.WarningLevel;
            });
            if (listening is not null) akka.WithNodes(listening.Address, listening.Host, listening.Key, new RefusedPeers(say).Add);
            akka.WithActors((system, _) => StartActors(system, store, datasets, devices, meters));
        });
        _host = builder.Build();
    }

    /// <summary>Runs to the end.</summary>
    public async Task<SweepEnding> Run()
    {
        await _host.StartAsync();
        var ending = await _run.Ended;
        _isHandedOver = ending.Kind == EndingKind.HandedOver;
        return ending;
    }

    public async ValueTask DisposeAsync()
    {
        if (_listening is not null && !_isHandedOver) await Task.Delay(Farewell);
        await _host.End();
    }

    private void StartActors(ActorSystem system, SweepStore store, IDatasetSource datasets, IReadOnlyList<ComputeDevice> devices, DeviceMeters meters)
    {
        system.WhenTerminated.ContinueWith(
            _ => _run.Fail(new InvalidOperationException("the actor system ended before the sweep; finished work is kept, run again")), TaskScheduler.Default);
        _run.Begin(system, devices.Count);
        if (_listening is { } listening)
        {
            var welcome = new NodeProtocol.Welcome([listening.Place], store.Blobs.Put(Encoding.UTF8.GetBytes($"the mark of the sweeper store {store.Id}\n")));
            system.ActorOf(Reception.Props(_run.Coordinator, welcome), Reception.Name);
        }
        foreach (var device in devices)
        {
            var runner = new DeviceRunner(device, datasets, store.Blobs, () => meters.Attach(device.Name));
            system.ActorOf(TrainerActor.Props(new TrainerId(device.Name), _run.Coordinator, runner), $"trainer-{device.Name.Replace(':', '-')}");
        }
    }
}
