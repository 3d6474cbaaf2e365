using System.Net;
using System.Net.Sockets;
using Sweeper.Actors.Results;
using Sweeper.Host.Runs;

namespace Sweeper.Host.Serving;

/// <summary>The run of a store on this machine, through its socket.</summary>
/// <param name="store">The store's folder, as the user gave it.</param>
internal sealed class StoreConnection(string store) : IRunConnection
{
    private readonly RunFiles _files = new(store);

    /// <inheritdoc/>
    public Uri Address { get; } = new($"http://{StatusAddress.ThisMachine}/");

    /// <inheritdoc/>
    public string? Token => _files.Token;

    /// <inheritdoc/>
    public async Task<Stream> Connect(DnsEndPoint end, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_files.Socket), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException)
        {
            socket.Dispose();
            throw Unreachable(failure);
        }
    }

    /// <inheritdoc/>
    public RunUnreachableException Broken(Exception failure) => new($"the run has broken off: {failure.Message}", SweepStore.IsInUse(store));

    private RunUnreachableException Unreachable(Exception failure)
    {
        if (failure is SocketException { SocketErrorCode: SocketError.AccessDenied })
            return new($"the run in {store} is another user's; only that user may watch and control it", isRunning: true);
        if (SweepStore.IsInUse(store))
            return new($"something works in {store}, but it cannot be watched: it is no run, has only begun, is on another machine, or has said why when it began", isRunning: true);
        return new($"no sweep runs in {store}; `sweeper run SPEC{NextSteps.StoreOption(store)}` starts one or goes on with one", isRunning: false);
    }
}
