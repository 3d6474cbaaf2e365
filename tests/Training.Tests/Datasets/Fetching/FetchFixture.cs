using System.Security.Cryptography;
using Sweeper.Tests.Support;
using Sweeper.Training.Datasets.Fetching;
using Sweeper.Training.Files;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Tests.Datasets.Fetching;

/// <summary>A published file of a test's own, a server, a cache, and what the watcher was told.</summary>
internal sealed class FetchFixture : IFetchWatcher, IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly List<ScriptedServer> _servers = [];
    private readonly List<string> _said = [];

    /// <summary>What is published: more than a buffer, and no two stretches alike.</summary>
    public byte[] Content { get; } = [.. Enumerable.Range(0, 50_000).SelectMany(BitConverter.GetBytes)];

    public TestTime Time { get; } = new(Transfer.LongestSilence);

    public List<DownloadProgress> Shown { get; } = [];

    /// <summary>Called at each progress.</summary>
    public Action<DownloadProgress>? OnShow { get; set; }

    public string Cache => _folder["cache"];

    public string Staging => _folder["cache", ".tiny.download"];

    public string Part => Path.Combine(Staging, "data.bin.part");

    public string Target => _folder["cache", "tiny", "data.bin"];

    public IReadOnlyList<string> Said
    {
        get
        {
            lock (_said) return [.. _said];
        }
    }

    public void Say(string line)
    {
        lock (_said) _said.Add(line);
    }

    public void Show(DownloadProgress progress)
    {
        Shown.Add(progress);
        OnShow?.Invoke(progress);
    }

    public ScriptedServer Serve(Func<ScriptedServer.Request, Stream, Task> answer)
    {
        var server = new ScriptedServer(answer);
        _servers.Add(server);
        return server;
    }

    /// <summary>A dataset of one file with the content, given out by these servers.</summary>
    public PublishedArchive Archive(params ScriptedServer[] servers) => ArchiveAt([.. servers.Select(server => new Uri(server.Address, "data.bin"))]);

    public PublishedArchive ArchiveAt(params Uri[] addresses) => new(
        "tiny",
        [new("data.bin", Content.Length, new Digest(Convert.ToHexStringLower(SHA256.HashData(Content))), [.. addresses])],
        "public domain",
        new("http://localhost/"));

    public ArchiveFetcher Fetcher(Func<string, DiskRoom>? room = null) => new(new Downloader(Client(), Time), Time, room);

    /// <summary>A client that no proxy of the environment comes between.</summary>
    public static RedirectingClient Client() => new(new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }));

    public Task Fetch(PublishedArchive archive, CancellationToken cancel = default) => Fetcher().Fetch(archive, mirror: null, Cache, this, cancel);

    /// <summary>Leaves what an earlier process would have: the start of the content, and what the server called it.</summary>
    public void LeavePart(int bytes, Uri? from = null, string? version = null, bool damaged = false)
    {
        Directory.CreateDirectory(Staging);
        var part = Content[..bytes];
        if (damaged) part[bytes / 2] ^= 1;
        File.WriteAllBytes(Part, part);
        if (version is not null) File.WriteAllText($"{Part}.from", $"{new Uri(from!, "data.bin")}\n{version}\n");
    }

    /// <summary>The file is there, whole, and nothing of the download is left.</summary>
    public void AssertFetched()
    {
        Assert.Equal(Content, File.ReadAllBytes(Target));
        Assert.False(Directory.Exists(Staging));
    }

    public void Dispose()
    {
        _servers.ForEach(server => server.Dispose());
        _folder.Dispose();
    }
}
