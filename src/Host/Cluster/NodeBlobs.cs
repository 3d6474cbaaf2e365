using Sweeper.Actors.Nodes;
using Sweeper.Actors.Results;
using Sweeper.Host.Serving;
using Sweeper.Training.Files;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Cluster;

/// <summary>
/// The blobs of a node. Where its folder is that of the run, they are there; where it is another, what is missing is fetched from the run and from other nodes, and
/// what this node makes is given to them. Which of the two it is shows when a coordinator answers.
/// </summary>
internal sealed class NodeBlobs : IBlobStore, IAsyncDisposable
{
    /// <summary>Bytes of fetched blobs at most.</summary>
    public const long CacheBytes = 8L << 30;

    /// <summary>The folder of fetched blobs in the node's.</summary>
    public const string CacheName = "fetched";

    // A run that starts again knows at first nobody: who was there before is asked for some time still, after the others.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    /// <summary>So long after meeting a coordinator other nodes may be about to meet it too.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    /// <summary>A run that is silent for so long needs nothing more.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>So long the run's blob server may be out of reach when a node comes.</summary>
    public static readonly TimeSpan ReachPatience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.25);

    private readonly string _folder;
    private readonly string _host;
    private readonly ClusterKey _key;
    private readonly Action<string> _say;
    private readonly TimeProvider _time;
    private readonly BlobStore _own;
    private readonly PeerBook _book;
    private volatile IBlobStore _store;
    private volatile NodeProtocol.Welcome? _latest;
    private volatile BlobServer? _server;
    private FetchingBlobStore? _fetching;
    private BlobCache? _cache;
    private long _heardAt;
    private long _metAt;
    private bool _hasMet;

    /// <param name="folder">The folder that the user named; it is made where there is none, once it is needed.</param>
    /// <param name="host">By what address of this machine others reach it.</param>
    /// <param name="key">The cluster's key; the caller disposes of it afterwards.</param>
    /// <param name="say">Tells people.</param>
    /// <param name="time">The clock; null is the system's.</param>
    public NodeBlobs(string folder, string host, ClusterKey key, Action<string> say, TimeProvider? time = null)
    {
        (_folder, _host, _key, _say, _time) = (folder, host, key, say, time ?? TimeProvider.System);
        _store = _own = new BlobStore(SweepStore.BlobFolder(folder));
        _book = new PeerBook(Memory, _time);
        _heardAt = _metAt = _time.GetTimestamp();
    }

    /// <summary>Where blobs are given to others, <c>host:port</c>; null where none are.</summary>
    public string? Address => _server?.Address.Authority;

    /// <inheritdoc/>
    public Digest Put(ReadOnlySpan<byte> bytes) => _store.Put(bytes);

    /// <inheritdoc/>
    public byte[] Get(Digest digest) => _store.Get(digest);

    /// <inheritdoc/>
    public bool Contains(Digest digest) => _store.Contains(digest);

    /// <summary>A coordinator has said who gives blobs at this moment.</summary>
    public void Heed(NodeProtocol.Welcome welcome)
    {
        _latest = welcome;
        Volatile.Write(ref _heardAt, _time.GetTimestamp());
        foreach (var server in welcome.BlobServers) _book.Heard(server);
    }

    /// <summary>Gets ready to work for a coordinator: finds its blobs in the folder, or a way to fetch them. Not for two at once.</summary>
    /// <returns>Why that is impossible, for people; null where it is done.</returns>
    public async Task<string?> Prepare(NodeProtocol.Welcome welcome)
    {
        Volatile.Write(ref _metAt, _time.GetTimestamp());
        if (_own.Contains(welcome.StoreMark))
        {
            _store = _own;
            return null;
        }
        try
        {
            // Looking through a large cache takes its time.
            if (_fetching is null) await Task.Run(Open);
            _store = _fetching!;
            if (await CannotReach(welcome) is not { } complaint) return null;
            // One that has work in its hands does not leave for what may pass.
            if (!_hasMet) return complaint;
            _say(complaint);
            return null;
        }
        catch (UserException failure)
        {
            return failure.Message;
        }
    }

    /// <summary>Stays while the run may still want blobs that are here alone: until it says that it does not, or is gone.</summary>
    /// <param name="hurry">Ends it.</param>
    public async Task AwaitLeave(CancellationToken hurry)
    {
        if (_server is null || hurry.IsCancellationRequested) return;
        _say("no more trainings; this node stays until the run has fetched what it has made (Ctrl-C leaves at once)");
        while (!hurry.IsCancellationRequested && _latest is not { MayLeave: true } && _time.GetElapsedTime(Volatile.Read(ref _heardAt)) < Patience)
            await Task.Delay(LookEvery, _time, CancellationToken.None);
    }

    /// <summary>Gives and fetches nothing any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_server is { } server) await server.DisposeAsync();
        _fetching?.Dispose();
        _cache?.Dispose();
    }

    // A node that could fetch nothing would have each ticket that it is to train from taken for lost, and made again.
    private async Task<string?> CannotReach(NodeProtocol.Welcome welcome)
    {
        if (welcome.BlobServers is not [var server, ..]) return null;
        using var client = new PeerClient(_key, _time);
        var since = _time.GetTimestamp();
        while (true)
        {
            try
            {
                await client.Call(new Uri($"https://{server}/"));
                _hasMet = true;
                return null;
            }
            catch (PeerException fault)
            {
                if (_time.GetElapsedTime(since) >= ReachPatience)
                    return $"the run gives its tickets at {server}, and from here there is {fault.Message}: let the firewalls between machines of the cluster open all their ports to each other, "
                        + "or share a folder with the run and name it with --store";
            }
            await Task.Delay(TimeSpan.FromSeconds(1), _time);
        }
    }

    private async Task Open()
    {
        var folder = Path.Combine(Path.GetFullPath(_folder), CacheName);
        var cache = _cache ??= BlobCache.Open(folder, CacheBytes, _time);
        var fetching = new FetchingBlobStore(_own, cache, _key, () => BlobPeers.Of(_book), time: _time, mayAppear: () => _time.GetElapsedTime(Volatile.Read(ref _metAt)) < Settling);
        try
        {
            _server = await BlobServer.Start(StatusPort.Open(new(_host, 0), "--listen"), _key, fetching.OpenToRead, _say);
        }
        catch
        {
            fetching.Dispose();
            throw;
        }
        _fetching = fetching;
        _say($"{_folder} is not the folder of the run's store: tickets are fetched from the run and from other nodes, and given to them at {Address}; those fetched are kept in {folder}, "
            + $"up to {ByteSize.Text(CacheBytes)}. To share a folder instead, start this node with the run's as --store");
    }
}
