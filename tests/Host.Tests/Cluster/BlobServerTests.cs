using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sweeper.Host.Cluster;

namespace Sweeper.Host.Tests.Cluster;

public sealed class BlobServerTests : IAsyncDisposable
{
    private static readonly string Absent = new('0', 64);

    private readonly ClusterFixture _cluster = new();
    private BlobServer? _server;

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_blob_is_served_whole_by_its_digest_and_counted()
    {
        var (server, client) = await Start();
        using var answer = await client.GetAsync($"blobs/{_cluster.Digest}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(_cluster.Content, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(_cluster.Content.Length, answer.Content.Headers.ContentLength);
        Assert.Equal("bytes", answer.Headers.AcceptRanges.Single());
        Assert.Equal(_cluster.Content.Length, server.BytesSent);
        Assert.Empty(_cluster.Said);
    }

    [Fact]
    public async Task A_question_for_the_head_sends_no_byte()
    {
        var (server, client) = await Start();
        using var answer = await client.SendAsync(new(HttpMethod.Head, $"blobs/{_cluster.Digest}"));
        Assert.Equal((HttpStatusCode.OK, _cluster.Content.Length), (answer.StatusCode, (int)answer.Content.Headers.ContentLength!));
        Assert.Equal(0, server.BytesSent);
    }

    [Theory]
    [InlineData("bytes=0-", 0, 2_400_000)]
    [InlineData("bytes=1000000-", 1_000_000, 2_400_000)]
    [InlineData("bytes=2399999-", 2_399_999, 2_400_000)]
    [InlineData("bytes=5-9", 5, 10)]
    [InlineData("bytes=5-9223372036854775807", 5, 2_400_000)]
    public async Task It_goes_on_from_where_a_reader_says(string range, int from, int to)
    {
        var (_, client) = await Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"blobs/{_cluster.Digest}");
        request.Headers.Range = RangeHeaderValue.Parse(range);
        using var answer = await client.SendAsync(request);
        Assert.Equal(_cluster.Content[from..to], await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(to - from == 2_400_000 ? HttpStatusCode.OK : HttpStatusCode.PartialContent, answer.StatusCode);
        if (answer.StatusCode == HttpStatusCode.PartialContent) Assert.Equal($"bytes {from}-{to - 1}/2400000", answer.Content.Headers.ContentRange!.ToString());
    }

    [Theory]
    [InlineData("bytes=-5")]
    [InlineData("bytes=0-1,5-6")]
    [InlineData("bytes=9-5")]
    [InlineData("lines=1-2")]
    [InlineData("bytes=")]
    [InlineData("bytes=x-")]
    public async Task Whoever_asks_for_another_kind_of_part_is_sent_all(string range)
    {
        var (_, client) = await Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"blobs/{_cluster.Digest}");
        Assert.True(request.Headers.TryAddWithoutValidation("Range", range));
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(_cluster.Content, await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Past_the_end_there_is_nothing()
    {
        var (_, client) = await Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"blobs/{_cluster.Digest}");
        request.Headers.Range = new RangeHeaderValue(2_400_000, null);
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
        Assert.Equal("bytes */2400000", answer.Content.Headers.ContentRange!.ToString());
    }

    [Theory]
    [InlineData("GET /blobs/../secret", 400)]
    [InlineData("GET /blobs/%2e%2e%2fsecret", 400)]
    [InlineData("GET /blobs/tmp", 400)]
    [InlineData("GET /blobs/tmp/DIGEST", 400)]
    [InlineData("GET /blobs/UPPER", 400)]
    [InlineData("GET /blobs/DIGEST/", 400)]
    [InlineData("GET /blobs/DIGEST?x=1", 400)]
    [InlineData("GET /blobs/DIGEST%00", 400)]
    [InlineData("GET /blobs/..%2f..%2f..%2f..%2fetc%2fpasswd", 400)]
    [InlineData("GET //blobs/DIGEST", 404)]
    [InlineData("GET /blobs", 404)]
    [InlineData("GET /blobs/", 400)]
    [InlineData("GET /", 404)]
    [InlineData("GET /status", 404)]
    [InlineData("GET /blobs/ABSENT", 404)]
    [InlineData("GET /blobs/PARTIAL", 404)]
    [InlineData("DELETE /blobs/DIGEST", 405)]
    [InlineData("PUT /blobs/DIGEST", 405)]
    public async Task Nothing_but_blobs_by_their_digest_is_served(string request, int code)
    {
        await Start();
        File.WriteAllText(_cluster["secret"], "secret");
        var partial = new string('1', 64);
        File.WriteAllText(_cluster["remote", "tmp", partial], "half");
        var digest = _cluster.Digest.Hex;
        var line = request.Replace("DIGEST", digest).Replace("UPPER", digest.ToUpperInvariant()).Replace("ABSENT", Absent).Replace("PARTIAL", partial);
        var answer = await Raw($"{line} HTTP/1.1\r\nHost: any\r\nConnection: close\r\n\r\n");
        Assert.StartsWith($"HTTP/1.1 {code} ", answer);
        Assert.DoesNotContain("half", answer);
    }

    [Theory]
    [InlineData("Content-Length: 5\r\n\r\nhello", 413)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 413)]
    [InlineData("X: LONG\r\n\r\n", 431)]
    [InlineData("MANY\r\n", 431)]
    public async Task Bodies_and_long_heads_are_refused(string rest, int code)
    {
        await Start();
        var head = rest.Replace("LONG", new string('x', 5000)).Replace("MANY", string.Concat(Enumerable.Range(0, 20).Select(i => $"X{i}: y\r\n")));
        Assert.StartsWith($"HTTP/1.1 {code} ", await Raw($"GET /blobs/{_cluster.Digest} HTTP/1.1\r\nHost: any\r\nConnection: close\r\n{head}"));
    }

    [Fact]
    public async Task Who_shows_another_certificate_is_refused_and_it_is_said_once()
    {
        await Start();
        for (var i = 0; i < 3; i++) await AssertRefused(_cluster.ForeignKey.Certificate);
        Assert.Contains($"it showed another certificate ({_cluster.ForeignKey.Thumbprint[..12]}..., here it is {_cluster.Key.Thumbprint[..12]}...)", _cluster.Said.Single());
        Assert.Contains("refused 127.0.0.1", _cluster.Said.Single());
    }

    [Fact]
    public async Task Who_shows_no_certificate_is_refused_and_it_is_said()
    {
        await Start();
        await AssertRefused(null);
        Assert.Contains("it showed no certificate", _cluster.Said.Single());
    }

    [Fact]
    public async Task A_certificate_without_its_key_lets_nobody_in()
    {
        // What everybody sees of the cluster's certificate, with a key of one's own.
        using var other = System.Security.Cryptography.ECDsa.Create();
        using var seen = X509CertificateLoader.LoadCertificate(_cluster.Key.Certificate.RawData);
        Assert.ThrowsAny<Exception>(() => seen.CopyWithPrivateKey(other));
        await Start();
        await AssertRefused(seen);
    }

    [Fact]
    public async Task Older_versions_of_TLS_are_refused()
    {
        await Start();
        await Assert.ThrowsAnyAsync<Exception>(() => Raw("GET / HTTP/1.1\r\n\r\n", SslProtocols.Tls12));
    }

    [Fact]
    public async Task Plain_HTTP_is_not_answered()
    {
        var (server, _) = await Start();
        using var plain = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Assert.ThrowsAsync<HttpRequestException>(() => plain.GetAsync(new UriBuilder(server.Address) { Scheme = "http" }.Uri));
    }

    [Fact]
    public void Refusals_are_told_of_so_many_machines_and_no_more()
    {
        var refused = new RefusedPeers(_cluster.Said.Enqueue);
        foreach (var peer in (string[])["10.0.0.1:5", "10.0.0.1:6", "[::1]:5", "[::ffff:10.0.0.2]:5", "10.0.0.2:7"]) refused.Add(peer, "why");
        Assert.Equal(["refused 10.0.0.1: why", "refused [::1]: why", "refused 10.0.0.2: why"], _cluster.Said);
        for (var i = 0; i < 1000; i++) refused.Add($"{new IPAddress(i)}:1");
        Assert.Equal(RefusedPeers.Most, _cluster.Said.Count);
    }

    [Fact]
    public async Task A_blob_that_cannot_be_read_is_an_answer_and_the_server_goes_on()
    {
        var (_, client) = await Start();
        Directory.CreateDirectory(_cluster["remote", "00", Absent]);
        using var answer = await client.GetAsync($"blobs/{Absent}");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("/", await answer.Content.ReadAsStringAsync());
        Assert.Equal(_cluster.Content, await client.GetByteArrayAsync($"blobs/{_cluster.Digest}"));
    }

    private async Task<(BlobServer Server, HttpClient Client)> Start()
    {
        _cluster.Remote.Put(_cluster.Content);
        var server = _server = await _cluster.Serve();
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new() { LocalCertificateSelectionCallback = (_, _, _, _, _) => _cluster.Key.Certificate, RemoteCertificateValidationCallback = (_, shown, _, _) => _cluster.Key.IsOurs(shown) },
        };
        return (server, new HttpClient(handler) { BaseAddress = server.Address });
    }

    private async Task AssertRefused(X509Certificate2? certificate)
    {
        // In TLS 1.3 a client learns at its first reading that it is refused.
        var failure = await Record.ExceptionAsync(async () => Assert.Equal("", await Raw($"GET /blobs/{_cluster.Digest} HTTP/1.1\r\nHost: any\r\nConnection: close\r\n\r\n", SslProtocols.None, certificate)));
        if (failure is not null) Assert.True(failure is IOException or AuthenticationException, failure.ToString());
        Assert.Equal(0, _server!.BytesSent);
    }

    private Task<string> Raw(string request, SslProtocols protocols = SslProtocols.None) => Raw(request, protocols, _cluster.Key.Certificate);

    // What the server sends until it closes.
    private async Task<string> Raw(string request, SslProtocols protocols, X509Certificate2? certificate)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", _server!.Address.Port);
        await using var secure = new SslStream(connection.GetStream(), leaveInnerStreamOpen: false);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "any",
            EnabledSslProtocols = protocols,
            LocalCertificateSelectionCallback = certificate is null ? null : (_, _, _, _, _) => certificate,
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        });
        await secure.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var answer = new MemoryStream();
        await secure.CopyToAsync(answer);
        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
