using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sweeper.Host.Runs;
using Sweeper.Host.Watching;

namespace Sweeper.Host.Serving;

/// <summary>
/// The status endpoint of a run: HTTP on a Unix socket that only its user can open, and on a network port where the user has asked for one. No other
/// port is opened, whatever the environment says.
/// </summary>
internal sealed class RunEndpoint : IAsyncDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Watchers get the last snapshot in this time; one that does not take it keeps no run from its end.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly WebApplication _server;
    private readonly RunFiles _files;
    private readonly CancellationTokenSource _stopping;
    private bool _isClosed;

    private RunEndpoint(WebApplication server, RunFiles files, CancellationTokenSource stopping, string socket) => (_server, _files, _stopping, Socket) = (server, files, stopping, socket);

    /// <summary>The socket's path.</summary>
    public string Socket { get; }

    /// <summary>Starts it; null, and a word why, where that is not possible: nobody can watch the run then, but it goes on.</summary>
    /// <param name="store">The store's folder; the caller holds its lock.</param>
    /// <param name="source">What there is to say.</param>
    /// <param name="port">The network port; null for none. The caller disposes of it.</param>
    /// <param name="say">Tells the user.</param>
    public static async Task<RunEndpoint?> TryStart(string store, IStatusSource source, StatusPort? port, Action<string> say)
    {
        try
        {
            return await Start(store, source, port);
        }
        catch (Exception failure)
        {
            say($"this run cannot be watched from elsewhere: its status endpoint has not started: {failure.Message}");
            return null;
        }
    }

    /// <summary>Starts it.</summary>
    /// <exception cref="IOException">The socket or the token can be made nowhere.</exception>
    public static async Task<RunEndpoint> Start(string store, IStatusSource source, StatusPort? port = null)
    {
        var files = new RunFiles(store);
        try
        {
            if (files.FitsInStore) return await Start(files, files.Prepare(inStore: true), source, port);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            // A file system without sockets.
        }
        return await Start(files, files.Prepare(inStore: false), source, port);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isClosed) return;
        _isClosed = true;
        using var patience = new CancellationTokenSource(Farewell);
        _stopping.CancelAfter(Farewell / 2);
        try
        {
            await _server.StopAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // Whoever still reads is cut off.
        }
        await _server.DisposeAsync();
        _stopping.Dispose();
        try
        {
            _files.Leave();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The disk has gone, say. The next run clears them away.
        }
    }

    private static async Task<RunEndpoint> Start(RunFiles files, string socket, IStatusSource source, StatusPort? port)
    {
        var stopping = new CancellationTokenSource();
        var routes = new EndpointRoutes(source, new RequestGuard(files.MakeToken(), port?.Names ?? []), stopping.Token);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Configure(options, socket, port));
        builder.Services.Configure<SocketTransportOptions>(options =>
            options.CreateBoundListenSocket = end => end is UnixDomainSocketEndPoint file ? Bind(file, socket) : port!.Take(end));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var server = builder.Build();
        server.Run(routes.Answer);
        try
        {
            await server.StartAsync();
            return new(server, files, stopping, socket);
        }
        catch
        {
            await server.DisposeAsync();
            stopping.Dispose();
            files.Remove();
            throw;
        }
    }

    private static void Configure(KestrelServerOptions options, string socket, StatusPort? port)
    {
        options.AddServerHeader = false;
        options.Limits.MaxConcurrentConnections = 4096;
        options.Limits.MaxRequestLineSize = 4096;
        options.Limits.MaxRequestHeadersTotalSize = 8192;
        options.Limits.MaxRequestHeaderCount = 32;
        options.Limits.MaxRequestBodySize = RequestGuard.LongestBody;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        // What a slow reader has not taken yet is not to become stale in a buffer.
        options.Limits.MaxResponseBufferSize = 0;
        options.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http1);
        options.ListenUnixSocket(socket);
        foreach (var end in port?.Ends ?? []) options.Listen(end);
    }

    // Its mode is set before it listens, so that nobody else can connect in between.
    private static Socket Bind(UnixDomainSocketEndPoint endpoint, string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(endpoint);
            File.SetUnixFileMode(path, OwnerOnly);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
