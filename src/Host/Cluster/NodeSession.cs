using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.Hosting;
using Sweeper.Actors;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Nodes;
using Sweeper.Actors.Trainers;
using Sweeper.Host.Display;
using Sweeper.Host.Output;
using Sweeper.Host.Runs;
using Sweeper.Host.Serving;
using Sweeper.Host.TrainerProcesses;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;

namespace Sweeper.Host.Cluster;

/// <summary>One <c>sweeper node</c>: trains on this machine for a run on another, until that has ended.</summary>
/// <param name="request">What was asked.</param>
internal sealed class NodeSession(NodeRequest request) : INode
{
    private readonly TaskCompletionSource<string?> _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IActorRef> _trainers = [];
    private readonly CancellationTokenSource _hurry = new();
    private readonly RefusedPeers _refusedPeers = new(StandardError.Say);
    private NodeBlobs _blobs = null!;
    private volatile bool _gaveUp;

    string? INode.BlobServer => _blobs.Address;

    private string KeyFile => request.KeyFile ?? Path.Combine(request.StoreFolder, ClusterKey.FileName);

    /// <summary>Works; returns the exit code.</summary>
    /// <exception cref="UserException">The key, the store or the address is wrong, or the coordinator will not have this node.</exception>
    public async Task<int> Run()
    {
        using var key = LoadKey();
        var (listen, reachedBy) = LocalEnd.Of(request.Listen, request.Coordinators[0]);
        await using var blobs = _blobs = new NodeBlobs(request.StoreFolder, reachedBy, key, StandardError.Say);
        var datasets = new DatasetCatalog(DatasetPaths.FromEnvironment()) { Notice = StandardError.Say };
        using var trainers = new TrainerSet(request.Devices, request.InProcesses, StandardError.Say);
        trainers.Start();
        using var meters = DeviceMeters.Of(request.Devices);
        var host = Build(key, listen, reachedBy, datasets, trainers, meters);
        using var signals = new InterruptSignals(Interrupt, () => ProcessEnd.AtOnce(ExitCode.Interrupted), StandardError.Say, "dropping the trainings in flight");
        await host.Begin(listen);
        var refusal = await _over.Task;
        if (refusal is null) await blobs.AwaitLeave(_hurry.Token);
        await host.End();
        if (refusal is not null) throw new UserException(refusal);
        if (_gaveUp)
        {
            StandardError.Say($"no run has answered for {Humans.Time(request.LeaveAfter!.Value.TotalSeconds)} (--leave-after): this node has left; start it again when there is one");
            return ExitCode.Unexpected;
        }
        StandardError.Say(_hurry.IsCancellationRequested ? "this node has left; the run goes on without it" : "the run has ended");
        return _hurry.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Done;
    }

    void INode.Heed(NodeProtocol.Welcome welcome) => _blobs.Heed(welcome);

    Task<string?> INode.Prepare(NodeProtocol.Welcome welcome) => _blobs.Prepare(welcome);

    void INode.Say(string line) => StandardError.Say(line);

    void INode.TurnAway(string why) => _over.TrySetResult(why);

    void INode.GiveUp()
    {
        _gaveUp = true;
        Interrupt();
    }

    private ClusterKey LoadKey() => request.KeyFile is not null || File.Exists(KeyFile)
        ? ClusterKey.Load(KeyFile)
        : throw new UserException($"there is no cluster key at {KeyFile}: put a copy of the run's {ClusterKey.FileName} there (mode 600), or name one with --cluster-key FILE");

    // Akka names one that was called by its address in the cluster, and one that has called by the end of its connection. Only what this node was told to join can be a mistake of
    // its user; whoever else finds its port is no reason to end.
    private void Refused(string peer)
    {
        if (peer.Contains("://", StringComparison.Ordinal))
            _over.TrySetResult($"the process at {peer} shows another key than {KeyFile}: --cluster-key must name a copy of the run's {ClusterKey.FileName}");
        else
            _refusedPeers.Add(peer);
    }

    private IHost Build(ClusterKey key, StatusAddress listen, string reachedBy, DatasetCatalog datasets, TrainerSet trainers, DeviceMeters meters) => ActorHost.Build(StandardError.Say, akka => akka
        .WithNodes(listen, reachedBy, key, StandardError.Say, Refused)
        .WithActors((system, _) => StartActors((ExtendedActorSystem)system, datasets, trainers, meters)), _refusedPeers);

    private void StartActors(ExtendedActorSystem system, DatasetCatalog datasets, TrainerSet trainers, DeviceMeters meters)
    {
        system.WhenTerminated.ContinueWith(_ => _over.TrySetException(new InvalidOperationException("the actor system has ended; start the node again")), TaskScheduler.Default);
        var here = system.Provider.DefaultAddress;
        var name = request.Name ?? $"{Environment.MachineName}:{here.Port}";
        StandardError.Say($"node {name}: {Humans.Count(request.Devices.Count, "trainer")}, looking for a coordinator at {string.Join(" or ", request.Coordinators.Select(each => each.Url.Authority))}");
        var door = system.ActorOf(
            CoordinatorDoor.Props([.. request.Coordinators.Select(each => each.Url.Authority)], address => system.ActorSelection(Remoting.ReceptionAt(address)), this, SteadyTime.Shared, request.LeaveAfter),
            "door");
        var lost = new TrainersLost(request.Devices.Count, why => _over.TrySetException(new DeviceException($"no device of this node works any more: {why}; start it again when one does")));
        foreach (var device in request.Devices)
        {
            var runner = trainers.RunnerOf(device, datasets, _blobs, meters, StandardError.Say, lost.Add);
            _trainers.Add(system.ActorOf(TrainerActor.Props(new TrainerId($"{name}/{device.Name}"), DeviceOffers.Of(device, request.Devices), door, runner), $"trainer-{device.Name.Replace(':', '-')}"));
        }
        system.ActorOf(Props.Create(() => new LastOneOut(_trainers, () => _over.TrySetResult(null))), "last-one-out");
    }

    private void Interrupt()
    {
        _hurry.Cancel();
        if (_trainers.Count == 0) _over.TrySetResult(null);
        foreach (var trainer in _trainers) trainer.Tell(new TrainerProtocol.Drop());
    }

    private sealed class LastOneOut : ReceiveActor
    {
        private int _left;

        public LastOneOut(IReadOnlyList<IActorRef> trainers, Action over)
        {
            _left = trainers.Count;
            foreach (var trainer in trainers) Context.Watch(trainer);
            Receive<Terminated>(_ =>
            {
                if (--_left == 0) over();
            });
        }
    }
}
