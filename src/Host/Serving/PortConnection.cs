using System.Net;
using System.Net.Sockets;

namespace Sweeper.Host.Serving;

/// <summary>A run on this or another machine, through the port that its <c>--status</c> names.</summary>
/// <param name="address">Where.</param>
/// <param name="token">The run's token; null where none was given.</param>
internal sealed class PortConnection(StatusAddress address, string? token) : IRunConnection
{
    /// <inheritdoc/>
    public Uri Address => address.Url;

    /// <inheritdoc/>
    public string? Token => token;

    /// <inheritdoc/>
    public async Task<Stream> Connect(DnsEndPoint end, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(end, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new RunUnreachableException(
                $"no run answers at {address.Url.Authority}: {failure.Message}; has it ended, or was it started without `--status`?", isRunning: false);
        }
    }

    /// <inheritdoc/>
    public RunUnreachableException Broken(Exception failure) => new($"the run has broken off: {failure.Message}", isRunning: true);
}
