using System.Security.Cryptography;
using Sweeper.Tests.Support;
using Sweeper.Training.Datasets;
using Sweeper.Training.Datasets.Fetching;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Tests.Datasets.Fetching;

/// <summary>From the catalog to the files: four idx files that a publisher gives out.</summary>
public sealed class DatasetFetcherTests : IDisposable
{
    private static readonly int[] Labels = IdxFixture.Counts(3, 2);

    private readonly IdxFixture _files = new();
    private readonly FetchFixture _fetch = new();
    private readonly ScriptedServer _server;
    private readonly string _source;

    public DatasetFetcherTests()
    {
        _source = _files.Dataset("source", Labels, Labels, zipped: true, under: _files.Root);
        _server = _fetch.Serve((request, stream) => stream.Whole(System.IO.File.ReadAllBytes(Path.Combine(_source, Path.GetFileName(request.Path)))));
    }

    public void Dispose()
    {
        _fetch.Dispose();
        _files.Dispose();
    }

    [Theory]
    [InlineData("mnist")]
    [InlineData("kmnist")]
    public void The_catalog_fetches_what_is_missing_from_its_publisher(string name)
    {
        var catalog = new DatasetCatalog(_files.Paths, Fetcher());
        Assert.Throws<DatasetException>(() => catalog.Load(new(name)));
        catalog.EnsureAvailable(DatasetRef.Named($"{name}-a"), _fetch, default);
        Assert.Equal(Labels.Length, catalog.Load(new(name)).Train.Count);
        Assert.Equal(4, _server.Requests.Count);
        catalog.EnsureAvailable(new(name));
        Assert.Equal(4, _server.Requests.Count);
        Assert.Equal([name], Directory.GetDirectories(_files.Cache).Select(Path.GetFileName).Where(folder => folder![0] != '.'));
    }

    [Fact]
    public void Fashion_MNIST_comes_from_its_publisher_where_apt_is_absent()
    {
        var catalog = new DatasetCatalog(_files.Paths, Fetcher());
        catalog.EnsureAvailable(new("fashion-mnist"), _fetch, default);
        Assert.Equal(Labels.Length, catalog.Load(new("fashion-mnist")).Train.Count);
        Assert.Contains(_fetch.Said, line => line.Contains("no-such-apt-get cannot be started"));
    }

    [Fact]
    public void A_mirror_goes_before_the_package()
    {
        var catalog = new DatasetCatalog(_files.Paths, Fetcher(new DatasetMirror(_server.Address)));
        catalog.EnsureAvailable(new("fashion-mnist"), _fetch, default);
        Assert.DoesNotContain(_fetch.Said, line => line.Contains("no-such-apt-get"));
        Assert.All(_server.Requests, request => Assert.StartsWith("/fashion-mnist/", request.Path));
    }

    [Fact]
    public void A_reader_never_meets_a_folder_with_some_of_the_files()
    {
        var broken = _fetch.Serve((request, stream) => request.Path.Contains("t10k")
            ? stream.Status("404 Not Found")
            : stream.Whole(System.IO.File.ReadAllBytes(Path.Combine(_source, Path.GetFileName(request.Path)))));
        var failing = new DatasetCatalog(_files.Paths, Fetcher(new DatasetMirror(broken.Address)));
        Assert.Throws<DownloadException>(() => failing.EnsureAvailable(new("mnist")));
        Assert.Null(failing.Origin(new("mnist")));
        // The two that were whole are not fetched again.
        new DatasetCatalog(_files.Paths, Fetcher()).EnsureAvailable(new("mnist"));
        Assert.Equal(["/t10k-images-idx3-ubyte.gz", "/t10k-labels-idx1-ubyte.gz"], _server.Requests.Select(request => request.Path));
    }

    [Fact]
    public void What_nobody_gives_out_is_not_at_hand() =>
        Assert.Contains("in a folder unheard-of on SWEEPER_DATA", Assert.Throws<DatasetException>(
            () => new DatasetCatalog(_files.Paths, Fetcher()).EnsureAvailable(new("unheard-of"))).Message);

    private DatasetFetcher Fetcher(DatasetMirror? mirror = null) => new(
        new FashionMnistPackage("no-such-apt-get"),
        _fetch.Fetcher(),
        name => PublishedArchives.Find(name) is null ? null : new(name, [.. IdxFixture.Names.Select(File)], "none", new("http://localhost/")),
        () => mirror);

    private PublishedFile File(string name)
    {
        var bytes = System.IO.File.ReadAllBytes(Path.Combine(_source, $"{name}.gz"));
        return new($"{name}.gz", bytes.Length, new Digest(Convert.ToHexStringLower(SHA256.HashData(bytes))), [new(_server.Address, $"{name}.gz")]);
    }
}
