using Sweeper.Tests.Support;
using Sweeper.Training.Datasets.Fetching;
using Sweeper.Training.Files;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Tests.Datasets.Fetching;

public sealed class DownloadTests : IDisposable
{
    private readonly FetchFixture _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_file_is_downloaded_whole_and_progress_tells_how_far_it_is()
    {
        var server = _files.Serve((_, stream) => stream.Whole(_files.Content));
        await _files.Fetch(_files.Archive(server));
        _files.AssertFetched();
        Assert.Null(Assert.Single(server.Requests)["Range"]);
        Assert.Equal(_files.Shown.Select(progress => progress.Done).Order(), _files.Shown.Select(progress => progress.Done));
        Assert.Equal(_files.Content.Length, _files.Shown[^1].Done);
        Assert.All(_files.Shown, progress => Assert.Equal(("tiny", "data.bin", (long)_files.Content.Length), (progress.Dataset, progress.File, progress.Total)));
        Assert.Contains(_files.Said, line => line.Contains("licence: public domain") && line.Contains("http://localhost/"));
    }

    [Fact]
    public async Task What_is_there_is_not_fetched_again()
    {
        var server = _files.Serve((_, stream) => stream.Whole(_files.Content));
        await _files.Fetch(_files.Archive(server));
        await _files.Fetch(_files.Archive(server));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Two_that_fetch_at_once_fetch_once()
    {
        var server = _files.Serve((_, stream) => stream.Whole(_files.Content));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => _files.Fetch(_files.Archive(server)))));
        _files.AssertFetched();
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_wrong_SHA256_deletes_the_file_and_names_both_and_the_remedy()
    {
        byte[] other = [.. _files.Content[..^1], 99];
        var archive = _files.Archive(_files.Serve((_, stream) => stream.Whole(other)));
        var message = (await Assert.ThrowsAsync<DownloadException>(() => _files.Fetch(archive))).Message;
        Assert.Contains(archive.Files[0].Sha256.Hex, message);
        Assert.Contains(Digest.Of(other).Hex, message);
        Assert.Contains("put data.bin in a folder tiny on SWEEPER_DATA", message);
        Assert.False(File.Exists(_files.Part));
        Assert.False(File.Exists(_files.Target));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_length_that_is_not_the_published_one_is_refused_before_a_byte_is_written(int difference)
    {
        var archive = _files.Archive(_files.Serve((_, stream) => stream.Whole(new byte[_files.Content.Length + difference])));
        var message = (await Assert.ThrowsAsync<DownloadException>(() => _files.Fetch(archive))).Message;
        Assert.Contains($"the server has {_files.Content.Length + difference:N0} bytes for it, the published file has {_files.Content.Length:N0}", message);
        Assert.False(File.Exists(_files.Part));
    }

    [Fact]
    public async Task A_body_that_goes_on_is_never_written_past_the_published_size()
    {
        var archive = _files.Archive(_files.Serve((_, stream) => stream.Unbounded([.. _files.Content, .. new byte[1_000_000]])));
        var most = 0L;
        _files.OnShow = _ => most = Math.Max(most, new FileInfo(_files.Part) is { Exists: true } part ? part.Length : 0);
        var message = (await Assert.ThrowsAsync<DownloadException>(() => _files.Fetch(archive))).Message;
        Assert.Contains("goes on after the published 200,000 bytes", message);
        Assert.InRange(most, 1, _files.Content.Length);
        Assert.False(File.Exists(_files.Part));
    }

    [Fact]
    public async Task A_body_without_a_length_that_ends_in_time_is_taken()
    {
        await _files.Fetch(_files.Archive(_files.Serve((_, stream) => stream.Unbounded(_files.Content))));
        _files.AssertFetched();
    }

    [Fact]
    public async Task A_missing_file_is_named_with_its_address_and_the_remedy()
    {
        var server = _files.Serve((_, stream) => stream.Status("404 Not Found"));
        var message = (await Assert.ThrowsAsync<DownloadException>(() => _files.Fetch(_files.Archive(server)))).Message;
        Assert.Contains($"{server.Address}data.bin: the server answers 404 (NotFound)", message);
        Assert.Contains("SWEEPER_DATASET_MIRROR", message);
        Assert.Single(server.Requests);
        Assert.Empty(_files.Time.Pauses);
    }

    [Fact]
    public async Task The_second_address_is_tried_where_the_first_does_not_give_the_file()
    {
        var gone = _files.Serve((_, stream) => stream.Status("403 Forbidden"));
        var good = _files.Serve((_, stream) => stream.Whole(_files.Content));
        await _files.Fetch(_files.Archive(gone, good));
        _files.AssertFetched();
        Assert.Contains(_files.Said, line => line.Contains("403") && line.Contains("Trying"));
    }

    [Fact]
    public async Task A_mirror_takes_the_place_of_all_addresses()
    {
        var publisher = _files.Serve((_, stream) => stream.Whole(_files.Content));
        var mirror = _files.Serve((_, stream) => stream.Whole(_files.Content));
        await _files.Fetcher().Fetch(_files.Archive(publisher), DatasetMirror.Parse($"{mirror.Address}some/where"), _files.Cache, _files, default);
        _files.AssertFetched();
        Assert.Empty(publisher.Requests);
        Assert.Equal("/some/where/tiny/data.bin", Assert.Single(mirror.Requests).Path);
    }

    [Fact]
    public async Task A_disk_without_room_is_refused_before_anything_is_asked_for()
    {
        var server = _files.Serve((_, stream) => stream.Whole(_files.Content));
        _files.LeavePart(50_000);
        var fetcher = _files.Fetcher(_ => new DiskRoom(149_999, 1_000_000));
        var message = (await Assert.ThrowsAsync<NoSpaceException>(() => fetcher.Fetch(_files.Archive(server), null, _files.Cache, _files, default))).Message;
        Assert.Contains("no room for the 146 KiB that tiny still needs", message);
        Assert.Contains("XDG_CACHE_HOME", message);
        Assert.Empty(server.Requests);
        await _files.Fetcher(_ => new DiskRoom(150_000, 1_000_000)).Fetch(_files.Archive(server), null, _files.Cache, _files, default);
        _files.AssertFetched();
    }

    [Fact]
    public async Task A_disk_that_fills_up_meanwhile_keeps_the_part()
    {
        using var disk = TinyDisk.Mount(kib: 100);
        var server = _files.Serve((_, stream) => stream.Whole(_files.Content));
        var fetcher = _files.Fetcher(_ => new DiskRoom(1_000_000, 1_000_000));
        var message = (await Assert.ThrowsAsync<NoSpaceException>(() => fetcher.Fetch(_files.Archive(server), null, disk["cache"], _files, default))).Message;
        Assert.Contains("what was downloaded is kept", message);
        Assert.InRange(new FileInfo(disk["cache", ".tiny.download", "data.bin.part"]).Length, 1, 100 * 1024);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_made_is_named()
    {
        var file = Path.GetTempFileName();
        var archive = _files.Archive(_files.Serve((_, stream) => stream.Whole(_files.Content)));
        var message = (await Assert.ThrowsAsync<DownloadException>(() => _files.Fetcher().Fetch(archive, null, Path.Combine(file, "cache"), _files, default))).Message;
        Assert.StartsWith(file, message);
        Assert.Contains("XDG_CACHE_HOME", message);
        File.Delete(file);
    }

    [Fact]
    public async Task Files_that_the_user_has_already_stay_and_the_others_join_them()
    {
        var server = _files.Serve((_, stream) => stream.Whole(_files.Content));
        Directory.CreateDirectory(Path.GetDirectoryName(_files.Target)!);
        await _files.Fetch(_files.Archive(server));
        _files.AssertFetched();
        File.WriteAllText(_files.Target, "mine");
        var message = (await Assert.ThrowsAsync<DownloadException>(() => _files.Fetch(_files.Archive(server)))).Message;
        Assert.Contains($"{_files.Target} has 4 bytes", message);
        Assert.Equal("mine", File.ReadAllText(_files.Target));
    }
}
