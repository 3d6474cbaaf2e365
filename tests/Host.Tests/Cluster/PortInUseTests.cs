using System.Net;
using System.Net.Sockets;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Results;
using Sweeper.Host.Cluster;
using Sweeper.Host.Display;
using Sweeper.Host.Runs;
using Sweeper.Host.Status;
using Sweeper.Host.Tests.Support;
using Sweeper.Host.TrainerProcesses;
using Sweeper.Tests.Support;
using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Tests.Cluster;

/// <summary>A port for messages that another process has: a mistake of the user's, said with its remedy.</summary>
[Collection(SweeperCommandLine.Collection)]
public sealed class PortInUseTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TcpListener _other = new(IPAddress.Loopback, 0);
    private readonly string _place;

    public PortInUseTests()
    {
        _other.Start();
        _place = $"127.0.0.1:{((IPEndPoint)_other.LocalEndpoint).Port}";
        ClusterKey.Create(_folder["cluster.key"], overwrite: false);
    }

    private string Said => $"cannot listen at {_place}: the port is in use; name another (--listen; `listen` in a cluster file)";

    public void Dispose()
    {
        _other.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_node_ends_with_exit_code_2_and_says_what_to_do() => Assert.Equal(
        (2, "", $"sweeper: {Said}\n"),
        await SweeperCommandLine.Run("node", "--join", "127.0.0.1:1", "--listen", _place, "--store", _folder["node"], "--cluster-key", _folder["cluster.key"], "--devices", "cpu:1", "--trainers", "threads"));

    [Fact]
    public async Task A_run_says_the_same_and_leaves_nothing_open()
    {
        using var key = ClusterKey.Load(_folder["cluster.key"]);
        using var store = SweepStore.OpenForRun(_folder["store"], "test", leaveHeld: true);
        var plan = Plans.Of(Plans.Small);
        var start = new SweepStart(plan, plan.Specs[0].OnFailure, new Dictionary<StageKey, StoredResult>(), new Dictionary<ArtifactKey, Digest>(),
            new Dictionary<StageKey, StageTrouble>(), new AttemptId(1));
        var run = new SweepRun(start, new SweepState(start), store, new NoDisplay(), Snapshots.Of(plan), new StatusHub());
        var listening = new Listening(new("127.0.0.1", ((IPEndPoint)_other.LocalEndpoint).Port), key, _folder["cluster.key"]);
        var sweep = new SweepHost(run, store, new DatasetCatalog(new DatasetPaths([], null, [])), new TrainerSet([], inProcesses: false, _ => { }), DeviceMeters.Of([]), listening, _ => { });
        Assert.Equal(Said, (await Assert.ThrowsAsync<UserException>(sweep.Run)).Message);
        await sweep.DisposeAsync();
        Assert.Empty(store.Blobs.List());
    }

    [Theory]
    [InlineData("192.0.2.1", "this machine does not have that address; 0.0.0.0 is all that it has")]
    [InlineData("no-such-host.invalid", "there is no host of that name")]
    public async Task Another_host_than_one_of_this_machine_is_said_too(string host, string why)
    {
        using var key = ClusterKey.Load(_folder["cluster.key"]);
        using var built = ActorHost.Build(_ => { }, akka => akka.WithNodes(new(host, 7001), host, key, _ => { }, _ => { }));
        Assert.Contains(why, (await Assert.ThrowsAsync<UserException>(() => built.Begin(new(host, 7001)))).Message);
    }
}
