using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.Hosting;
using Sweeper.Actors;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Nodes;
using Sweeper.Actors.Trainers;
using Sweeper.Host.Cluster;
using Sweeper.Host.Runs;
using Sweeper.Training.Devices;

namespace Sweeper.Bench.Nodes;

/// <summary>A node with everything but a device: an actor system of its own behind TLS, a door, and a trainer that waits where others train.</summary>
internal sealed class BenchNode(string name, string coordinator, ClusterKey key, IStageRunner runner) : INode
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IHost? _host;

    public string? BlobServer => null;

    /// <summary>Completed when the run has sent its trainer home.</summary>
    public Task Over => _over.Task;

    public async Task Start()
    {
        _host = ActorHost.Build(_ => { }, akka => akka.WithNodes(new("127.0.0.1", 0), "127.0.0.1", key, _ => { }, peer => _over.TrySetException(new InvalidOperationException($"{peer} has another key"))).WithActors((system, _) =>
        {
            var door = system.ActorOf(CoordinatorDoor.Props([coordinator], address => system.ActorSelection(Remoting.ReceptionAt(address)), this, SteadyTime.Shared), "door");
            var trainer = system.ActorOf(TrainerActor.Props(new TrainerId($"{name}/cpu:0"), new(DeviceKind.Cpu, 1L << 30), door, runner), "trainer");
            trainer.WatchAsync(CancellationToken.None).ContinueWith(_ => _over.TrySetResult(), TaskScheduler.Default);
        }));
        await _host.StartAsync();
    }

    public Task End() => _host?.End() ?? Task.CompletedTask;

    public void Heed(NodeProtocol.Welcome welcome)
    {
    }

    public Task<string?> Prepare(NodeProtocol.Welcome welcome) => Task.FromResult<string?>(null);

    public void Say(string line)
    {
    }

    public void TurnAway(string why) => _over.TrySetException(new InvalidOperationException(why));

    // It was not told to.
    public void GiveUp() => _over.TrySetException(new InvalidOperationException("the run does not answer"));
}
