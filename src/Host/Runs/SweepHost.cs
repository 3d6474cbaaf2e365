using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sweeper.Actors;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Trainers;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Runs;

/// <summary>A run in one process, without a port: its actors and those of the trainers, in one actor system.</summary>
internal sealed class SweepHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly SweepRun _run;

    public SweepHost(SweepRun run, IBlobStore blobs, IDatasetSource datasets, IReadOnlyList<ComputeDevice> devices, DeviceMeters meters, Action<string> say)
    {
        _run = run;
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new DisplayLogs(say));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddAkka("sweeper", akka => akka
            .AddHocon(ActorConfig.Hocon, HoconAddMode.Prepend)
            .ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers();
                loggers.AddLoggerFactory();
                loggers.LogLevel = Akka.Event.LogLevel.WarningLevel;
            })
            .WithActors((system, _) => StartActors(system, blobs, datasets, devices, meters)));
        _host = builder.Build();
    }

    /// <summary>Runs to the end.</summary>
    public async Task<SweepEnding> Run()
    {
        await _host.StartAsync();
        return await _run.Ended;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private void StartActors(ActorSystem system, IBlobStore blobs, IDatasetSource datasets, IReadOnlyList<ComputeDevice> devices, DeviceMeters meters)
    {
        system.WhenTerminated.ContinueWith(
            _ => _run.Fail(new InvalidOperationException("the actor system ended before the sweep; finished work is kept, run again")), TaskScheduler.Default);
        _run.Begin(system, devices.Count);
        foreach (var device in devices)
        {
            var runner = new DeviceRunner(device, datasets, blobs, () => meters.Attach(device.Name));
            system.ActorOf(TrainerActor.Props(new TrainerId(device.Name), _run.Coordinator, runner), $"trainer-{device.Name.Replace(':', '-')}");
        }
    }
}
