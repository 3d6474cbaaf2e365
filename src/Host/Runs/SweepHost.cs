using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.Hosting;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Nodes;
using Sweeper.Actors.Results;
using Sweeper.Actors.Trainers;
using Sweeper.Host.Cluster;
using Sweeper.Host.TrainerProcesses;
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
    private readonly Func<Task<RunBlobs>>? _openBlobs;
    private RunBlobs? _blobs;
    private bool _isUp;
    private bool _isHandedOver;

    public SweepHost(
        SweepRun run, SweepStore store, IDatasetSource datasets, TrainerSet trainers, DeviceMeters meters, Listening? listening, Action<string> say)
    {
        (_run, _listening) = (run, listening);
        if (listening is not null) _openBlobs = () => RunBlobs.Start(listening, store, say);
        var strangers = new RefusedPeers(say);
        _host = ActorHost.Build(say, akka =>
        {
            if (listening is not null) akka.WithNodes(listening.Address, listening.Host, listening.Key, say, strangers.Add);
            akka.WithActors((system, _) => StartActors(system, store, datasets, trainers, meters, say));
        }, strangers);
    }

    /// <summary>Runs to the end.</summary>
    /// <exception cref="UserException">It cannot listen for nodes.</exception>
    public async Task<SweepEnding> Run()
    {
        if (_openBlobs is not null) _blobs = await _openBlobs();
        await _host.Begin(_listening?.Address);
        _isUp = true;
        var ending = await _run.Ended;
        _isHandedOver = ending.Kind == EndingKind.HandedOver;
        // While those who have made them are still up; a coordinator that comes next has need of them.
        if (_blobs is not null && !_isHandedOver) await _blobs.Drain();
        return ending;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isUp)
        {
            if (_listening is not null && !_isHandedOver) await Task.Delay(Farewell);
            await _host.End();
        }
        else
        {
            _host.Dispose();
        }
        if (_blobs is not null) await _blobs.DisposeAsync();
    }

    private void StartActors(ActorSystem system, SweepStore store, IDatasetSource datasets, TrainerSet trainers, DeviceMeters meters, Action<string> say)
    {
        system.WhenTerminated.ContinueWith(
            _ => _run.Fail(new InvalidOperationException("the actor system ended before the sweep; finished work is kept, run again")), TaskScheduler.Default);
        _run.Begin(system, trainers.Devices.Count, _blobs is null ? null : _blobs.Hear);
        if (_blobs is not null) system.ActorOf(_blobs.ReceptionProps(_run.Coordinator), Reception.Name);
        var lost = new TrainersLost(trainers.Devices.Count, why =>
        {
            // Where nodes may come, they go on.
            if (_listening is null) _run.Fail(new DeviceException($"no device works any more: {why}; finished work is kept, run again"));
        });
        foreach (var device in trainers.Devices)
        {
            var runner = trainers.RunnerOf(device, datasets, _blobs?.Store ?? store.Blobs, meters, say, lost.Add);
            system.ActorOf(TrainerActor.Props(new TrainerId(device.Name), DeviceOffers.Of(device, trainers.Devices), _run.Coordinator, runner), $"trainer-{device.Name.Replace(':', '-')}");
        }
    }
}
