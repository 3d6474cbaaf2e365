using System.Net;
using Sweeper.Tests.Support;
using Sweeper.Training.Datasets;
using Sweeper.Training.Datasets.Fetching;

namespace Sweeper.Training.Tests.Datasets.Fetching;

public sealed class RetryTests : IDisposable
{
    private readonly FetchFixture _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_server_that_fails_is_asked_again_after_a_pause_that_grows()
    {
        var failures = 3;
        var server = _files.Serve((_, stream) => failures-- > 0 ? stream.Status("500 Internal Server Error") : stream.Whole(_files.Content));
        await _files.Fetch(_files.Archive(server));
        _files.AssertFetched();
        Assert.Equal([1.0, 2, 4], _files.Time.Pauses);
    }

    [Fact]
    public async Task A_server_that_only_fails_is_given_up()
    {
        var server = _files.Serve((_, stream) => stream.Status("503 Service Unavailable"));
        var message = (await Assert.ThrowsAsync<DownloadException>(() => _files.Fetch(_files.Archive(server)))).Message;
        Assert.Contains("the server answers 503 (ServiceUnavailable); given up after 5 tries", message);
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task A_pause_that_the_server_asks_for_is_kept_within_bounds()
    {
        var asked = new Queue<string>(["7", "59"]);
        var server = _files.Serve((_, stream) =>
            asked.TryDequeue(out var seconds) ? stream.Status("429 Too Many Requests", $"Retry-After: {seconds}") : stream.Whole(_files.Content));
        await _files.Fetch(_files.Archive(server));
        Assert.Equal([7.0, 59], _files.Time.Pauses);
    }

    [Fact]
    public async Task As_long_as_bytes_come_the_download_goes_on()
    {
        // A server that drops every connection after 20,000 bytes: more drops than tries without gain are allowed.
        var server = _files.Serve((request, stream) => stream.Ranged(request, _files.Content, "\"v1\"", sendOnly: 20_000));
        await _files.Fetch(_files.Archive(server));
        _files.AssertFetched();
        Assert.Equal(10, server.Requests.Count);
        Assert.All(_files.Time.Pauses, pause => Assert.Equal(1, pause));
    }

    [Fact]
    public async Task A_server_that_goes_quiet_is_left_and_asked_for_the_rest()
    {
        var server = _files.Serve(async (request, stream) =>
        {
            if (request.From > 0)
            {
                await stream.Ranged(request, _files.Content);
                return;
            }
            await stream.Whole(_files.Content, sendOnly: 70_000);
            await stream.Silence();
        });
        _files.OnShow = progress =>
        {
            if (progress.Done < 70_000) return;
            _files.OnShow = null;
            _files.Time.PassSilence();
        };
        await _files.Fetch(_files.Archive(server));
        _files.AssertFetched();
        Assert.Equal([0, 70_000], server.Requests.Select(request => request.From));
        Assert.Contains(_files.Said, line => line.Contains("the server sent nothing for 60 seconds"));
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_no_answer()
    {
        var closed = new ScriptedServer((_, stream) => stream.Status("200 OK"));
        closed.Dispose();
        var message = (await Assert.ThrowsAsync<DownloadException>(() => _files.Fetch(_files.Archive(closed)))).Message;
        Assert.Contains("no answer (", message);
        Assert.Contains("given up after 5 tries", message);
    }

    [Fact]
    public async Task A_connection_that_takes_too_long_is_tried_again()
    {
        // What the socket handler throws when its ConnectTimeout is over: nothing of the test's is cancelled.
        using var handler = new Throw(new TaskCanceledException("slow", new TimeoutException()));
        var downloader = new Downloader(new(new HttpMessageInvoker(handler)), _files.Time);
        var archive = _files.ArchiveAt(new Uri("http://server/data.bin"));
        var fetcher = new ArchiveFetcher(downloader, _files.Time);
        var message = (await Assert.ThrowsAsync<DownloadException>(() => fetcher.Fetch(archive, null, _files.Cache, _files, default))).Message;
        Assert.Contains("no connection could be made in time; given up after 5 tries", message);
    }

    [Fact]
    public async Task A_certificate_that_does_not_fit_is_not_tried_again()
    {
        using var handler = new Throw(new HttpRequestException("SSL", new System.Security.Authentication.AuthenticationException("the certificate has expired")));
        var fetcher = new ArchiveFetcher(new Downloader(new(new HttpMessageInvoker(handler)), _files.Time), _files.Time);
        var archive = _files.ArchiveAt(new Uri("https://server/data.bin"));
        var message = (await Assert.ThrowsAsync<DownloadException>(() => fetcher.Fetch(archive, null, _files.Cache, _files, default))).Message;
        Assert.Contains("https://server/data.bin: no secure connection (the certificate has expired).", message);
        Assert.Empty(_files.Time.Pauses);
    }

    [Theory]
    [InlineData("301 Moved Permanently")]
    [InlineData("302 Found")]
    [InlineData("307 Temporary Redirect")]
    [InlineData("308 Permanent Redirect")]
    public async Task A_redirect_is_followed_and_keeps_the_range(string status)
    {
        var server = _files.Serve((request, stream) =>
            request.Path == "/data.bin" ? stream.Status(status, "Location: /elsewhere/file?x=1") : stream.Ranged(request, _files.Content));
        _files.LeavePart(60_000);
        await _files.Fetch(_files.Archive(server));
        _files.AssertFetched();
        Assert.Equal([("/data.bin", 60_000), ("/elsewhere/file?x=1", 60_000)], server.Requests.Select(request => (request.Path, request.From)));
    }

    [Fact]
    public async Task A_loop_of_redirects_ends()
    {
        var server = _files.Serve((request, stream) => stream.Status("302 Found", $"Location: {(request.Path == "/data.bin" ? "/b" : "/data.bin")}"));
        var message = (await Assert.ThrowsAsync<DownloadException>(() => _files.Fetch(_files.Archive(server)))).Message;
        Assert.Contains("redirects more than 10 times", message);
        Assert.Equal(11, server.Requests.Count);
    }

    [Theory]
    [InlineData("https://publisher/data", "http://elsewhere/data", "from https to http")]
    [InlineData("http://publisher/data", "file:///etc/passwd", "from http to file")]
    public async Task A_redirect_out_of_https_or_out_of_HTTP_is_refused(string from, string to, string says)
    {
        using var handler = new Redirect(to);
        var client = new RedirectingClient(new HttpMessageInvoker(handler));
        var message = (await Assert.ThrowsAsync<DownloadException>(() => client.Get(new(from), 0, null, default))).Message;
        Assert.Contains(says, message);
        Assert.Equal(1, handler.Asked);
    }

    [Theory]
    [InlineData("ftp://server/")]
    [InlineData("server/folder")]
    [InlineData("/a/folder")]
    public void A_mirror_that_is_no_web_address_is_refused(string text) =>
        Assert.Contains($"SWEEPER_DATASET_MIRROR: '{text}' is no http or https address", Assert.Throws<DatasetException>(() => DatasetMirror.Parse(text)).Message);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void No_mirror_is_none(string? text) => Assert.Null(DatasetMirror.Parse(text));

    private sealed class Throw(Exception fault) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) => throw fault;
    }

    private sealed class Redirect(string to) : HttpMessageHandler
    {
        public int Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
        {
            Asked++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new(to) } });
        }
    }
}
