using Sweeper.Host.Cluster;
using Sweeper.Tests.Support;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Tests.Cluster;

public sealed class FetchingBlobStoreTests : IAsyncDisposable
{
    private readonly ClusterFixture _cluster = new();

    private byte[] Content => _cluster.Content;

    private Digest Digest => _cluster.Digest;

    public async ValueTask DisposeAsync()
    {
        _cluster.AssertNothingIsLeft();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task What_a_peer_has_is_fetched_verified_and_kept_in_the_cache()
    {
        _cluster.Remote.Put(Content);
        var server = await _cluster.Serve();
        var store = _cluster.Store(server.Address);
        Assert.False(store.Contains(Digest));
        Assert.Equal(Content, store.Get(Digest));
        Assert.True(store.Contains(Digest));
        Assert.Equal([Digest], _cluster.Cache.Blobs);
        Assert.Empty(_cluster.Local.List());
        Assert.Equal(Content, store.Get(Digest));
        Assert.Equal((1, Content.Length), (store.Downloads, (int)server.BytesSent));
        Assert.Empty(_cluster.Time.Pauses);
    }

    [Fact]
    public void What_was_made_here_is_put_here_and_nobody_is_asked()
    {
        var store = _cluster.Store();
        Assert.Equal(Digest, store.Put(Content));
        Assert.Equal(Content, store.Get(Digest));
        Assert.Single(_cluster.Local.List());
        Assert.Empty(_cluster.Cache.Blobs);
        Assert.Equal(0, store.Downloads);
    }

    [Fact]
    public async Task A_blob_without_a_byte_is_one_too()
    {
        var empty = _cluster.Remote.Put([]);
        Assert.Empty(_cluster.Store((await _cluster.Serve()).Address).Get(empty));
    }

    [Fact]
    public async Task A_damaged_blob_is_mended_where_it_is()
    {
        _cluster.Remote.Put(Content);
        _cluster.Local.Put(Content);
        File.WriteAllText(_cluster["local", Digest.Hex[..2], Digest.Hex], "damaged");
        Assert.Equal(Content, _cluster.Store((await _cluster.Serve()).Address).Get(Digest));
        Assert.Equal(Content, _cluster.Local.Get(Digest));
        Assert.Empty(_cluster.Cache.Blobs);
    }

    [Fact]
    public async Task A_damaged_blob_of_the_cache_is_fetched_anew()
    {
        _cluster.Remote.Put(Content);
        var store = _cluster.Store((await _cluster.Serve()).Address);
        store.Get(Digest);
        File.WriteAllText(_cluster["cache", Digest.Hex[..2], Digest.Hex], "damaged");
        Assert.Equal(Content, store.Get(Digest));
        Assert.Equal(2, store.Downloads);
        Assert.Equal(Content.Length, _cluster.Cache.Bytes);
    }

    [Fact]
    public async Task What_was_fetched_is_served_on()
    {
        _cluster.Remote.Put(Content);
        var store = _cluster.Store((await _cluster.Serve()).Address);
        store.Get(Digest);
        using var file = store.OpenToRead(Digest)!;
        Assert.Equal(Content.Length, RandomAccess.GetLength(file));
        Assert.Null(store.OpenToRead(Digest.Of([1])));
    }

    [Fact]
    public void Where_nobody_has_it_it_is_lost_at_once()
    {
        var peers = Enumerable.Range(0, 2).Select(_ => _cluster.Script((_, stream) => stream.Status("404 Not Found"))).ToList();
        var lost = Assert.Throws<LostBlobException>(() => _cluster.Store([.. peers.Select(peer => peer.Address)]).Get(Digest));
        Assert.Equal(Digest, lost.Digest);
        Assert.All(peers, peer => Assert.Contains($"{peer.Address.Authority}: it has not got it", lost.Message));
        Assert.EndsWith("The training that made it runs again.", lost.Message);
        Assert.Empty(_cluster.Time.Pauses);
    }

    [Fact]
    public void Without_peers_it_is_lost() => Assert.Contains("there is no peer to ask", Assert.Throws<LostBlobException>(() => _cluster.Store().Get(Digest)).Message);

    [Fact]
    public void A_peer_that_is_gone_is_asked_a_few_times_and_then_the_blob_is_lost()
    {
        var gone = _cluster.Script((_, stream) => stream.Status("200 OK"));
        gone.Dispose();
        var lost = Assert.Throws<LostBlobException>(() => _cluster.Store(gone.Address).Get(Digest));
        Assert.Contains($"{gone.Address.Authority}: no answer (", lost.Message);
        Assert.Equal([1, 2], _cluster.Time.Pauses);
    }

    [Fact]
    public void A_peer_that_did_not_answer_is_asked_last_next_time()
    {
        var slow = _cluster.Script((request, stream) => stream.Status("503 Service Unavailable"));
        var good = _cluster.Script((request, stream) => stream.Whole(Content));
        var store = _cluster.Store(slow.Address, good.Address);
        store.Get(Digest);
        Assert.Single(slow.Requests);
        Assert.Throws<LostBlobException>(() => store.Get(Digest.Of([1])));
        // The good one gives what it has, which is not this; the slow one is asked after it, in each round.
        Assert.Equal(2, good.Requests.Count);
        Assert.Equal(1 + BlobFetcher.Rounds, slow.Requests.Count);
    }

    [Fact]
    public void A_connection_that_is_cut_is_taken_up_where_it_broke_off()
    {
        var sent = 0;
        var peer = _cluster.Script((request, stream) =>
        {
            var count = Math.Min(request.From == 0 ? 1_000_000 : 900_000, Content.Length - request.From);
            sent += count;
            return stream.Ranged(request, Content, sendOnly: count);
        });
        Assert.Equal(Content, _cluster.Store(peer.Address).Get(Digest));
        Assert.Equal([0, 1_000_000, 1_900_000], peer.Requests.Select(request => request.From));
        Assert.Equal(Content.Length, sent);
    }

    [Fact]
    public void As_long_as_bytes_come_it_goes_on()
    {
        var peer = _cluster.Script((request, stream) => stream.Ranged(request, Content, sendOnly: 100_000));
        Assert.Equal(Content, _cluster.Store(peer.Address).Get(Digest));
        Assert.Equal(24, peer.Requests.Count);
    }

    [Fact]
    public void A_peer_that_only_breaks_off_is_given_up()
    {
        var peer = _cluster.Script((request, stream) => stream.Ranged(request, Content, sendOnly: request.From == 0 ? 1000 : 0));
        var lost = Assert.Throws<LostBlobException>(() => _cluster.Store(peer.Address).Get(Digest));
        Assert.Contains("after 1,000 of 2,400,000 bytes", lost.Message);
        Assert.Equal(BlobFetcher.Rounds * (1 + BlobFetcher.MostIdleTries), peer.Requests.Count);
    }

    [Fact]
    public void A_peer_that_goes_quiet_is_left()
    {
        var peer = _cluster.Script(async (request, stream) =>
        {
            await stream.Ranged(request, Content, sendOnly: request.From == 0 ? 1_500_000 : null);
            if (request.From > 0) return;
            // What has come is on the disk a MiB at a time.
            while (new BlobStore(_cluster.CacheFolder).TemporaryBytes == 0) await Task.Delay(1);
            _cluster.Time.PassSilence();
            await stream.Silence();
        });
        Assert.Equal(Content, _cluster.Store(peer.Address).Get(Digest));
        Assert.Equal(2, peer.Requests.Count);
        Assert.InRange(peer.Requests.Last().From, 1 << 20, 1_500_000);
    }

    [Fact]
    public void One_that_knows_no_parts_sends_all_again()
    {
        var first = true;
        var peer = _cluster.Script((_, stream) => stream.Whole(Content, sendOnly: Interlocked.Exchange(ref first, false) ? 500_000 : null));
        Assert.Equal(Content, _cluster.Store(peer.Address).Get(Digest));
    }

    [Fact]
    public async Task Another_peer_begins_anew_so_that_none_is_blamed_for_another()
    {
        var peer = _cluster.Script((request, stream) => stream.Ranged(request, new byte[Content.Length], sendOnly: request.From == 0 ? 50_000 : 0));
        _cluster.Remote.Put(Content);
        Assert.Equal(Content, _cluster.Store(peer.Address, (await _cluster.Serve()).Address).Get(Digest));
    }

    [Fact]
    public async Task Many_that_want_a_blob_at_once_share_one_download()
    {
        using var asked = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        var peer = _cluster.Script(async (request, stream) =>
        {
            asked.Release();
            await go.WaitAsync();
            await stream.Whole(Content);
        });
        var store = _cluster.Store(peer.Address);
        var got = new byte[8][];
        var threads = Enumerable.Range(0, got.Length).Select(i => new Thread(() => got[i] = store.Get(Digest))).ToList();
        threads.ForEach(thread => thread.Start());
        await asked.WaitAsync();
        go.Release(got.Length);
        threads.ForEach(thread => thread.Join());
        Assert.All(got, bytes => Assert.Equal(Content, bytes));
        Assert.Single(peer.Requests);
        // Nobody holds the bytes of another.
        Assert.Equal(got.Length, got.Distinct().Count());
    }

    [Fact]
    public async Task Who_waits_is_told_when_the_store_closes()
    {
        using var asked = new SemaphoreSlim(0);
        var peer = _cluster.Script(async (_, stream) =>
        {
            asked.Release();
            await stream.Silence();
        });
        var store = _cluster.Store(peer.Address);
        var get = Task.Factory.StartNew(() => store.Get(Digest), TaskCreationOptions.LongRunning);
        await asked.WaitAsync();
        store.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => get);
    }

    [Fact]
    public async Task A_disk_without_room_says_so_and_blames_no_peer()
    {
        using var disk = TinyDisk.Mount(kib: 1024);
        _cluster.Remote.Put(Content);
        var server = await _cluster.Serve();
        using var cache = BlobCache.Open(disk["cache"], 1 << 30);
        using var store = new FetchingBlobStore(_cluster.Local, cache, _cluster.Key, () => [server.Address], time: _cluster.Time);
        Assert.Contains("Make room there", Assert.Throws<NoSpaceException>(() => store.Get(Digest)).Message);
        Assert.Equal(0, new BlobStore(disk["cache"]).TemporaryBytes);
        Assert.Empty(_cluster.Time.Pauses);
    }
}
