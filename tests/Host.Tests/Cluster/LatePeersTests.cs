using Sweeper.Host.Cluster;
using Sweeper.Tests.Support;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Tests.Cluster;

/// <summary>A store whose peers become known one after the other.</summary>
public sealed class LatePeersTests : IAsyncDisposable
{
    private readonly ClusterFixture _cluster = new();
    private readonly List<FetchingBlobStore> _stores = [];

    public async ValueTask DisposeAsync()
    {
        _stores.ForEach(store => store.Dispose());
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_peer_that_came_while_the_others_were_asked_is_asked_too()
    {
        _cluster.Remote.Put(_cluster.Content);
        var server = await _cluster.Serve();
        var calls = 0;
        var store = Store(() => ++calls == 1 ? [] : [server.Address], () => false);
        Assert.Equal(_cluster.Content, store.Get(_cluster.Digest));
        // Kept with what was made here, where there is no cache.
        Assert.Equal(_cluster.Content, _cluster.Local.Get(_cluster.Digest));
        Assert.Equal([2], _cluster.Time.Pauses);
    }

    [Fact]
    public void While_peers_may_be_about_to_be_known_nothing_is_lost()
    {
        var looks = 0;
        var store = Store(() => [], () => ++looks < 4);
        Assert.Contains("there is no peer to ask", Assert.Throws<LostBlobException>(() => store.Get(_cluster.Digest)).Message);
        Assert.Equal([2, 2, 2, 2], _cluster.Time.Pauses);
    }

    [Fact]
    public void Where_somebody_does_not_answer_the_others_are_asked_once_more()
    {
        var gone = _cluster.Script((_, stream) => stream.Status("200 OK"));
        gone.Dispose();
        var asked = 0;
        var slow = _cluster.Script((_, stream) => ++asked == 1 ? stream.Status("404 Not Found") : stream.Whole(_cluster.Content));
        var store = Store(() => [gone.Address, slow.Address], () => false);
        Assert.Equal(_cluster.Content, store.Get(_cluster.Digest));
    }

    [Fact]
    public void What_has_come_by_another_way_meanwhile_is_not_lost()
    {
        var store = Store(() => [], () =>
        {
            _cluster.Local.Put(_cluster.Content);
            return true;
        });
        Assert.Equal(_cluster.Content, store.Get(_cluster.Digest));
    }

    private FetchingBlobStore Store(Func<IReadOnlyList<Uri>> peers, Func<bool> mayAppear)
    {
        var store = new FetchingBlobStore(_cluster.Local, cache: null, _cluster.Key, peers, time: _cluster.Time, mayAppear: mayAppear);
        _stores.Add(store);
        return store;
    }
}
