using Sweeper.Tests.Support;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Tests.Cluster;

/// <summary>What of a peer's answers is not taken.</summary>
public sealed class FetchRefusalTests : IAsyncDisposable
{
    private readonly ClusterFixture _cluster = new();

    private byte[] Content => _cluster.Content;

    private Digest Digest => _cluster.Digest;

    public async ValueTask DisposeAsync()
    {
        _cluster.AssertNothingIsLeft();
        await _cluster.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_234_567)]
    [InlineData(2_399_999)]
    public async Task A_corrupted_blob_is_refused_and_fetched_from_another_peer(int at)
    {
        var bad = Content.ToArray();
        bad[at] ^= 1;
        var peer = _cluster.Script((request, stream) => stream.Ranged(request, bad));
        _cluster.Remote.Put(Content);
        Assert.Equal(Content, _cluster.Store(peer.Address, (await _cluster.Serve()).Address).Get(Digest));
        Assert.Single(peer.Requests);
        Assert.Equal(Content, _cluster.Cache.TryGet(Digest));
    }

    [Fact]
    public void A_peer_that_only_has_a_corrupted_blob_is_asked_once_and_nothing_is_kept()
    {
        var peer = _cluster.Script((request, stream) => stream.Whole(new byte[Content.Length]));
        var lost = Assert.Throws<LostBlobException>(() => _cluster.Store(peer.Address).Get(Digest));
        Assert.Contains("what it sent has another digest", lost.Message);
        Assert.Single(peer.Requests);
        Assert.Empty(new BlobStore(_cluster.CacheFolder).List());
    }

    [Fact]
    public void A_truncated_blob_that_calls_itself_whole_is_refused()
    {
        var peer = _cluster.Script((request, stream) => stream.Ranged(request, Content[..^1]));
        Assert.Contains("another digest", Assert.Throws<LostBlobException>(() => _cluster.Store(peer.Address).Get(Digest)).Message);
        Assert.Contains("its file has 2,399,999 bytes, the blob has 2,400,000",
            Assert.Throws<LostBlobException>(() => _cluster.Store(_cluster.Key, _ => Content.Length, peer.Address).Get(Digest)).Message);
    }

    [Theory]
    [InlineData("Content-Length: 1073741825", "it would send 1 GiB; at most 1 GiB are taken")]
    [InlineData("Content-Length: 9223372036854775807", "at most 1 GiB are taken")]
    [InlineData("Transfer-Encoding: chunked", "it does not say how many bytes it sends")]
    [InlineData("Server: any", "it does not say how many bytes it sends")]
    public void An_answer_of_too_many_bytes_or_of_nobody_knows_how_many_is_refused(string header, string why)
    {
        var peer = _cluster.Script((_, stream) => stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{header}\r\n\r\n")).AsTask());
        Assert.Contains(why, Assert.Throws<LostBlobException>(() => _cluster.Store(peer.Address).Get(Digest)).Message);
        Assert.Single(peer.Requests);
    }

    [Fact]
    public void Of_a_blob_of_known_size_no_other_size_is_taken()
    {
        var peer = _cluster.Script((_, stream) => stream.Whole([.. Content, 0]));
        Assert.Contains("its file has 2,400,001 bytes, the blob has 2,400,000",
            Assert.Throws<LostBlobException>(() => _cluster.Store(_cluster.Key, _ => Content.Length, peer.Address).Get(Digest)).Message);
    }

    [Theory]
    [InlineData("bytes 0-2399999/2400000")]
    [InlineData("bytes 999999-2399999/2400000")]
    [InlineData("bytes 1000000-2399998/2399999")]
    public void Other_bytes_than_those_asked_for_are_refused(string range)
    {
        var length = range.EndsWith('9') ? 1_399_999 : 1_400_000;
        var peer = _cluster.Script((request, stream) => request.From == 0
            ? stream.Whole(Content, sendOnly: 1_000_000)
            : stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 206 Partial Content\r\nContent-Length: {length}\r\nContent-Range: {range}\r\n\r\n")).AsTask());
        Assert.Throws<LostBlobException>(() => _cluster.Store(peer.Address).Get(Digest));
        Assert.Equal(2, peer.Requests.Count);
    }

    [Fact]
    public void No_redirect_is_followed()
    {
        var elsewhere = _cluster.Script((_, stream) => stream.Whole(Content));
        var peer = _cluster.Script((_, stream) => stream.Status("302 Found", $"Location: {elsewhere.Address}"));
        Assert.Contains("it answers 302", Assert.Throws<LostBlobException>(() => _cluster.Store(peer.Address).Get(Digest)).Message);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public void Nobody_is_asked_without_TLS()
    {
        using var plain = new ScriptedServer((_, stream) => stream.Whole(Content));
        Assert.Contains("only https:// is asked", Assert.Throws<LostBlobException>(() => _cluster.Store(plain.Address).Get(Digest)).Message);
        Assert.Empty(plain.Requests);
    }

    [Fact]
    public void A_server_with_another_certificate_is_told_nothing()
    {
        var peer = _cluster.Script((_, stream) => stream.Whole(Content), _cluster.ForeignKey);
        var lost = Assert.Throws<LostBlobException>(() => _cluster.Store(peer.Address).Get(Digest));
        Assert.Contains($"it showed another certificate ({_cluster.ForeignKey.Thumbprint[..12]}..., here it is {_cluster.Key.Thumbprint[..12]}...)", lost.Message);
        Assert.Empty(peer.Requests);
        Assert.Empty(_cluster.Time.Pauses);
    }

    [Fact]
    public async Task A_process_with_another_key_is_given_nothing_and_knows_why()
    {
        _cluster.Remote.Put(Content);
        var server = await _cluster.Serve(_cluster.ForeignKey);
        Assert.Contains("another certificate", Assert.Throws<LostBlobException>(() => _cluster.Store(server.Address).Get(Digest)).Message);
        Assert.Equal(0, server.BytesSent);
    }
}
