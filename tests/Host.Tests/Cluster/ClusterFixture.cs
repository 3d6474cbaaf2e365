using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Authentication;
using Sweeper.Host.Cluster;
using Sweeper.Host.Serving;
using Sweeper.Tests.Support;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Tests.Cluster;

/// <summary>A cluster of a test's own: its key and a foreign one, a store that fetches, and peers, real or scripted.</summary>
internal sealed class ClusterFixture : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly List<BlobServer> _servers = [];
    private readonly List<ScriptedServer> _scripted = [];
    private readonly List<FetchingBlobStore> _stores = [];

    public ClusterFixture(long budget = 1 << 30)
    {
        Key = ClusterKey.LoadOrCreate(_folder["cluster.key"]);
        ForeignKey = ClusterKey.LoadOrCreate(_folder["foreign.key"]);
        Local = new BlobStore(_folder["local"]);
        Remote = new BlobStore(_folder["remote"]);
        Cache = BlobCache.Open(CacheFolder, budget);
    }

    /// <summary>Bytes of a blob, no two stretches of which are alike: more than is gathered for the disk.</summary>
    public byte[] Content { get; } = [.. Enumerable.Range(0, 600_000).SelectMany(BitConverter.GetBytes)];

    public Digest Digest => Digest.Of(Content);

    public ClusterKey Key { get; }

    public ClusterKey ForeignKey { get; }

    /// <summary>Blobs that the store under test has made.</summary>
    public BlobStore Local { get; }

    /// <summary>Blobs of the real peer.</summary>
    public BlobStore Remote { get; }

    public BlobCache Cache { get; }

    public string CacheFolder => _folder["cache"];

    public TestTime Time { get; } = new(PeerClient.LongestSilence);

    public ConcurrentQueue<string> Said { get; } = new();

    public string this[params string[] names] => _folder[names];

    /// <summary>The store under test, which asks these peers.</summary>
    public FetchingBlobStore Store(params Uri[] peers) => Store(Key, null, peers);

    public FetchingBlobStore Store(ClusterKey key, Func<Digest, long?>? sizeOf, params Uri[] peers)
    {
        var store = new FetchingBlobStore(Local, Cache, key, () => peers, sizeOf, Time);
        _stores.Add(store);
        return store;
    }

    /// <summary>A real peer with what is in <see cref="Remote"/>.</summary>
    public async Task<BlobServer> Serve(ClusterKey? key = null)
    {
        var server = await BlobServer.Start(StatusPort.Open(new(StatusAddress.ThisMachine, 0), "--listen"), key ?? Key, Remote.OpenToRead, Said.Enqueue);
        _servers.Add(server);
        return server;
    }

    /// <summary>A peer of the cluster whose every answer is written by the test.</summary>
    public ScriptedServer Script(Func<ScriptedServer.Request, Stream, Task> answer, ClusterKey? key = null)
    {
        var server = new ScriptedServer(answer, network => Secure(network, key ?? Key));
        _scripted.Add(server);
        return server;
    }

    /// <summary>Nothing half done is left.</summary>
    public void AssertNothingIsLeft() => Assert.Equal(0, Local.TemporaryBytes + new BlobStore(CacheFolder).TemporaryBytes);

    public async ValueTask DisposeAsync()
    {
        _stores.ForEach(store => store.Dispose());
        foreach (var server in _servers) await server.DisposeAsync();
        _scripted.ForEach(server => server.Dispose());
        Cache.Dispose();
        Key.Dispose();
        ForeignKey.Dispose();
        _folder.Dispose();
    }

    private static async Task<Stream> Secure(Stream network, ClusterKey key)
    {
        var secure = new SslStream(network, leaveInnerStreamOpen: false, (_, _, _, _) => true);
        try
        {
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = key.Certificate, ClientCertificateRequired = true });
        }
        catch (AuthenticationException refused)
        {
            throw new IOException("refused", refused);
        }
        return secure;
    }
}
