using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Win32.SafeHandles;
using Sweeper.Host.Runs;
using Sweeper.Host.Serving;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Cluster;

/// <summary>Gives blobs to the other processes of a cluster, and to nobody else: HTTPS where both ends show the cluster's certificate (TLS 1.3).</summary>
internal sealed class BlobServer : IAsyncDisposable
{
    // A process fetches a few blobs at once; its connections are kept for the next.
    private const int MostConnections = 1024;

    private static readonly TimeSpan HandshakePatience = TimeSpan.FromSeconds(10);

    // Whoever still reads asks another, or recomputes.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly WebApplication _server;
    private readonly StatusPort _port;
    private readonly BlobRoutes _routes;
    private bool _isClosed;

    private BlobServer(WebApplication server, StatusPort port, BlobRoutes routes) => (_server, _port, _routes) = (server, port, routes);

    /// <summary>Where others reach it: <c>https://HOST:PORT/</c>, with the machine's name where it listens everywhere.</summary>
    public Uri Address => new UriBuilder(_port.Page) { Scheme = Uri.UriSchemeHttps, Port = _port.Page.Port }.Uri;

    /// <summary>Bytes of blobs that were sent, those of transfers that broke off included.</summary>
    public long BytesSent => _routes.BytesSent;

    /// <summary>Starts it.</summary>
    /// <param name="port">Where it listens; it belongs to the server from now on.</param>
    /// <param name="key">The cluster's key; the caller disposes of it after the server.</param>
    /// <param name="open">A blob's file by its digest; null where there is none.</param>
    /// <param name="say">Told of peers that are refused.</param>
    /// <exception cref="IOException">It cannot listen there.</exception>
    public static async Task<BlobServer> Start(StatusPort port, ClusterKey key, Func<Digest, SafeFileHandle?> open, Action<string> say)
    {
        var routes = new BlobRoutes(open);
        var refused = new RefusedPeers(say);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Configure(options, port, key, refused));
        builder.Services.Configure<SocketTransportOptions>(options => options.CreateBoundListenSocket = port.Take);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var server = builder.Build();
        server.Run(routes.Answer);
        try
        {
            await server.StartAsync();
            return new(server, port, routes);
        }
        catch
        {
            await server.DisposeAsync();
            port.Dispose();
            throw;
        }
    }

    /// <summary>Ends it, and transfers in flight.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isClosed) return;
        _isClosed = true;
        using var patience = new CancellationTokenSource(Farewell);
        try
        {
            await _server.StopAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // They are cut off.
        }
        await _server.DisposeAsync();
        _port.Dispose();
    }

    private static void Configure(KestrelServerOptions options, StatusPort port, ClusterKey key, RefusedPeers refused)
    {
        options.AddServerHeader = false;
        options.Limits.MaxConcurrentConnections = MostConnections;
        options.Limits.MaxRequestLineSize = 1024;
        options.Limits.MaxRequestHeadersTotalSize = 4096;
        options.Limits.MaxRequestHeaderCount = 16;
        options.Limits.MaxRequestBodySize = 0;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        foreach (var end in port.Ends)
        {
            options.Listen(end, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(new TlsHandshakeCallbackOptions
                {
                    HandshakeTimeout = HandshakePatience,
                    OnConnection = peer => ValueTask.FromResult(Handshake(key, shown => refused.Add(peer.Connection.RemoteEndPoint?.ToString() ?? "somebody", key.Fault(shown)))),
                });
            });
        }
    }

    private static SslServerAuthenticationOptions Handshake(ClusterKey key, Action<X509Certificate?> refused) => new()
    {
        ServerCertificate = key.Certificate,
        ClientCertificateRequired = true,
        EnabledSslProtocols = SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = ClusterKey.NoChain(),
        // Every connection shows its certificate.
        AllowTlsResume = false,
        RemoteCertificateValidationCallback = (_, shown, _, _) =>
        {
            if (key.IsOurs(shown)) return true;
            refused(shown);
            return false;
        },
    };
}
