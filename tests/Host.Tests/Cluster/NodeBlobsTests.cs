using System.Collections.Concurrent;
using Sweeper.Actors.Nodes;
using Sweeper.Actors.Results;
using Sweeper.Host.Cluster;
using Sweeper.Tests.Support;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Tests.Cluster;

public sealed class NodeBlobsTests : IAsyncDisposable
{
    private readonly ClusterFixture _cluster = new();
    private readonly ConcurrentQueue<string> _said = new();
    private readonly List<NodeBlobs> _nodes = [];

    private byte[] Content => _cluster.Content;

    private Digest Digest => _cluster.Digest;

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_node_in_the_runs_folder_gives_and_fetches_nothing()
    {
        var node = Node("shared");
        var mark = new BlobStore(SweepStore.BlobFolder(_cluster["shared"])).Put([1]);
        Assert.Null(await node.Prepare(Welcome(mark)));
        Assert.Null(node.Address);
        node.Put(Content);
        Assert.Equal(Content, node.Get(Digest));
        Assert.Empty(_said);
        Assert.False(Directory.Exists(_cluster["shared", NodeBlobs.CacheName]));
        // It may leave at once.
        await node.AwaitLeave(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_node_in_a_folder_of_its_own_fetches_and_gives_what_it_has_and_says_so_once()
    {
        _cluster.Remote.Put(Content);
        var welcome = Welcome(Digest.Of([1]), (await _cluster.Serve()).Address);
        var (first, second) = (Node("first"), Node("second"));
        first.Heed(welcome);
        Assert.Null(await first.Prepare(welcome));
        Assert.Null(await first.Prepare(welcome));
        var line = Assert.Single(_said);
        Assert.Contains("is not the folder of the run's store", line);
        Assert.Contains("as --store", line);
        Assert.Contains(first.Address!, line);
        Assert.Equal(Content, first.Get(Digest));
        var made = first.Put([7]);

        // From the first, what it has fetched and what it has made.
        var others = Welcome(Digest.Of([1]), new Uri($"https://{first.Address}/"));
        second.Heed(others);
        Assert.Null(await second.Prepare(others));
        Assert.Equal(Content, second.Get(Digest));
        Assert.Equal([7], second.Get(made));
    }

    [Fact]
    public async Task A_folder_that_another_node_has_is_refused_with_the_remedy()
    {
        Assert.Null(await Node("one").Prepare(Welcome(Digest.Of([1]))));
        Assert.Contains("give each process a folder of its own", await Node("one").Prepare(Welcome(Digest.Of([1]))));
    }

    [Fact]
    public async Task A_node_that_cannot_reach_the_runs_blobs_does_not_begin_but_goes_on_where_it_has_begun()
    {
        var server = (await _cluster.Serve()).Address;
        var nobody = new Uri($"https://127.0.0.1:{Ports.Free()}/");
        var complaint = await Node("one").Prepare(Welcome(Digest.Of([1]), nobody));
        Assert.Contains($"gives its tickets at {nobody.Authority}, and from here there is no answer", complaint);
        Assert.Contains("or share a folder with the run", complaint);
        var two = Node("two");
        Assert.Null(await two.Prepare(Welcome(Digest.Of([1]), server)));
        Assert.Null(await two.Prepare(Welcome(Digest.Of([1]), nobody)));
        Assert.Contains(_said, line => line.Contains("from here there is no answer"));
    }

    [Fact]
    public async Task It_stays_until_the_run_has_what_it_needs()
    {
        var node = Node("node");
        var welcome = Welcome(Digest.Of([1]));
        node.Heed(welcome);
        await node.Prepare(welcome);
        var leaving = node.AwaitLeave(TestContext.Current.CancellationToken);
        await Task.Delay(600, TestContext.Current.CancellationToken);
        Assert.False(leaving.IsCompleted);
        node.Heed(welcome with { MayLeave = true });
        await leaving.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Who_is_in_a_hurry_leaves_at_once()
    {
        var node = Node("node");
        await node.Prepare(Welcome(Digest.Of([1])));
        using var hurry = new CancellationTokenSource();
        var leaving = node.AwaitLeave(hurry.Token);
        await hurry.CancelAsync();
        await leaving.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private static NodeProtocol.Welcome Welcome(Digest mark, params Uri[] servers) => new(["head:1"], "store", mark, [.. servers.Select(server => server.Authority)], MayLeave: false);

    private NodeBlobs Node(string folder)
    {
        var node = new NodeBlobs(_cluster[folder], "127.0.0.1", _cluster.Key, _said.Enqueue);
        _nodes.Add(node);
        return node;
    }
}
