using Sweeper.Tests.Support;

namespace Sweeper.Training.Tests.Datasets.Fetching;

public sealed class ResumeTests : IDisposable
{
    private const int Half = 100_000;

    private readonly FetchFixture _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("\"v1\"")]
    [InlineData("Tue, 15 Nov 1994 12:45:26 GMT")]
    public async Task A_dropped_connection_is_resumed_and_no_byte_is_fetched_twice(string version)
    {
        var server = _files.Serve((request, stream) => request.From == 0
            ? stream.Whole(_files.Content, version, sendOnly: Half)
            : stream.Ranged(request, _files.Content, version));
        await _files.Fetch(_files.Archive(server));
        _files.AssertFetched();
        Assert.Equal([0, Half], server.Requests.Select(request => request.From));
        Assert.Equal(version, server.Requests.Last()["If-Range"]);
        Assert.Equal([1.0], _files.Time.Pauses);
    }

    [Fact]
    public async Task A_cancelled_download_keeps_its_part_and_the_next_goes_on_from_there()
    {
        using var cancel = new CancellationTokenSource();
        var server = _files.Serve(async (request, stream) =>
        {
            if (request.From > 0)
            {
                await stream.Ranged(request, _files.Content, "\"v1\"");
                return;
            }
            await stream.Whole(_files.Content, "\"v1\"", sendOnly: Half);
            await stream.Silence();
        });
        _files.OnShow = progress =>
        {
            if (progress.Done == Half) cancel.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _files.Fetch(_files.Archive(server), cancel.Token));
        Assert.Equal(_files.Content[..Half], File.ReadAllBytes(_files.Part));
        await _files.Fetch(_files.Archive(server));
        _files.AssertFetched();
        Assert.Equal([0, Half], server.Requests.Select(request => request.From));
        Assert.Equal("\"v1\"", server.Requests.Last()["If-Range"]);
        Assert.Contains(_files.Said, line => line.Contains("going on with data.bin after 100,000 of 200,000 bytes"));
    }

    [Fact]
    public async Task A_server_that_ignores_ranges_sends_all_again()
    {
        var server = _files.Serve((_, stream) => stream.Whole(_files.Content));
        _files.LeavePart(Half, server.Address, "\"v1\"");
        await _files.Fetch(_files.Archive(server));
        _files.AssertFetched();
        Assert.Equal(Half, Assert.Single(server.Requests).From);
    }

    [Fact]
    public async Task A_file_that_changed_meanwhile_is_begun_anew()
    {
        var server = _files.Serve((request, stream) => stream.Ranged(request, _files.Content, "\"v2\""));
        _files.LeavePart(Half, server.Address, "\"v1\"", damaged: true);
        await _files.Fetch(_files.Archive(server));
        _files.AssertFetched();
        Assert.Equal("\"v1\"", Assert.Single(server.Requests)["If-Range"]);
    }

    [Fact]
    public async Task A_weak_ETag_is_no_version_to_go_on_with()
    {
        var server = _files.Serve((request, stream) => request.From == 0
            ? stream.Whole(_files.Content, "W/\"v1\"", sendOnly: Half)
            : stream.Ranged(request, _files.Content));
        await _files.Fetch(_files.Archive(server));
        _files.AssertFetched();
        Assert.Null(server.Requests.Last()["If-Range"]);
    }

    [Fact]
    public async Task What_another_server_called_its_version_is_not_asked_of_this_one()
    {
        var server = _files.Serve((request, stream) => stream.Ranged(request, _files.Content, "\"here\""));
        _files.LeavePart(Half, new("http://elsewhere/"), "\"there\"");
        await _files.Fetch(_files.Archive(server));
        _files.AssertFetched();
        Assert.Null(Assert.Single(server.Requests)["If-Range"]);
    }

    [Fact]
    public async Task A_part_that_does_not_fit_is_fetched_once_more_from_its_start()
    {
        var server = _files.Serve((request, stream) => stream.Ranged(request, _files.Content, "\"v1\""));
        _files.LeavePart(Half, server.Address, "\"v1\"", damaged: true);
        await _files.Fetch(_files.Archive(server));
        _files.AssertFetched();
        Assert.Equal([Half, 0], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task A_part_that_was_whole_already_is_only_verified()
    {
        var server = _files.Serve((_, stream) => stream.Status("500 Internal Server Error"));
        _files.LeavePart(_files.Content.Length);
        await _files.Fetch(_files.Archive(server));
        _files.AssertFetched();
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("Content-Range: bytes 5-9/200000")]
    [InlineData("Content-Range: bytes 100000-199999/300000")]
    [InlineData("X-Nothing: 1")]
    public async Task Other_bytes_than_those_asked_for_are_not_joined_to_the_part(string header)
    {
        var server = _files.Serve((request, stream) => request.From > 0 ? stream.Status("206 Partial Content", header) : stream.Whole(_files.Content));
        _files.LeavePart(Half);
        await _files.Fetch(_files.Archive(server));
        _files.AssertFetched();
        Assert.Equal([Half, 0], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task A_range_that_the_server_does_not_have_begins_the_file_anew()
    {
        var server = _files.Serve((request, stream) => request.From > 0 ? stream.Status("416 Range Not Satisfiable") : stream.Whole(_files.Content));
        _files.LeavePart(Half);
        await _files.Fetch(_files.Archive(server));
        _files.AssertFetched();
    }
}
