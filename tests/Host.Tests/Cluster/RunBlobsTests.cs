using Akka.Actor;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Nodes;
using Sweeper.Actors.Results;
using Sweeper.Host.Cluster;
using Sweeper.Host.Serving;
using Sweeper.Tests.Support;
using Sweeper.Training.Stages;

namespace Sweeper.Host.Tests.Cluster;

/// <summary>A run's blobs and a node's, as a reception brings them together.</summary>
public sealed class RunBlobsTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly ActorSystem _system = ActorSystem.Create("run-blobs", "akka { loglevel = OFF, stdout-loglevel = OFF }");
    private ClusterKey _key = null!;
    private SweepStore _store = null!;
    private RunBlobs _run = null!;
    private NodeBlobs _node = null!;
    private IActorRef _reception = null!;

    public async ValueTask InitializeAsync()
    {
        _key = ClusterKey.LoadOrCreate(_folder["cluster.key"]);
        _store = SweepStore.OpenForRun(_folder["store"], "a test", leaveHeld: true);
        _run = await RunBlobs.Start(new Listening(new StatusAddress("127.0.0.1", 7000), _key, _folder["cluster.key"]), _store, _ => { });
        _reception = _system.ActorOf(_run.ReceptionProps(ActorRefs.Nobody), Reception.Name);
        _node = new NodeBlobs(_folder["node"], "127.0.0.1", _key, _ => { });
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        await _node.DisposeAsync();
        await _run.DisposeAsync();
        _store.Dispose();
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Each_gets_what_the_other_has_and_the_node_may_leave_when_the_run_has_all()
    {
        var welcome = await Knock(null);
        Assert.Equal(["127.0.0.1:7000"], welcome.Coordinators);
        _node.Heed(welcome);
        Assert.Null(await _node.Prepare(welcome));
        Assert.Equal([.. welcome.BlobServers, _node.Address!], (await Knock(_node.Address)).BlobServers);

        var theirs = _store.Blobs.Put([1, 2]);
        Assert.Equal([1, 2], _node.Get(theirs));

        // A trainer of the run's process reads it from the node; what a training has left comes by itself.
        Assert.Equal([3, 4], _run.Store.Get(_node.Put([3, 4])));
        var made = _node.Put([5, 6, 7]);
        _run.Hear(new SweepEvent.Completed(null!, new StoredResult(1, 2, 0, 1), 1, new("node/cpu:0")) { Artifacts = [new(new(made.Hex), ArtifactKind.Mask, made, 3)] });
        Assert.False((await Knock(_node.Address)).MayLeave);
        await _run.Drain().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal([5, 6, 7], _store.Blobs.Get(made));
        Assert.True((await Knock(_node.Address)).MayLeave);
    }

    [Fact]
    public async Task A_node_in_the_runs_folder_finds_the_mark_there()
    {
        await using var sharing = new NodeBlobs(_folder["store"], "127.0.0.1", _key, _ => { });
        Assert.Null(await sharing.Prepare(await Knock(null)));
        Assert.Null(sharing.Address);
    }

    [Fact]
    public async Task A_node_in_a_copy_of_the_runs_folder_that_was_made_before_is_not_in_it()
    {
        var welcome = await Knock(null);
        await _run.DisposeAsync();
        // Nothing is left in the store.
        Assert.Empty(_store.Blobs.List());
        _run = await RunBlobs.Start(new Listening(new StatusAddress("127.0.0.1", 7000), _key, _folder["cluster.key"]), _store, _ => { });
        await using var copied = new NodeBlobs(_folder["store"], "127.0.0.1", _key, _ => { });
        Assert.Null(await copied.Prepare(welcome with { BlobServers = [] }));
        Assert.NotNull(copied.Address);
    }

    private Task<NodeProtocol.Welcome> Knock(string? blobServer) =>
        _reception.Ask<NodeProtocol.Welcome>(new NodeProtocol.Knock(NodeProtocol.Version, blobServer), TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
