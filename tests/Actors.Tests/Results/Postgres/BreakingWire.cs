using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Sweeper.Actors.Tests.Results.Postgres;

/// <summary>
/// Stands between one client and PostgreSQL and breaks their connection once, at a message of the client's that the test chooses. What the server had by then it has carried out
/// when the client sees the break. Messages: https://www.postgresql.org/docs/current/protocol-message-formats.html
/// </summary>
internal sealed class BreakingWire : IDisposable
{
    private const int Startup = 3 << 16;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _server;
    private int _left;
    private bool _arrives;

    /// <param name="server">The server's port on this machine.</param>
    public BreakingWire(int server)
    {
        _server = server;
        _listener.Start();
        _ = Serve();
    }

    /// <summary>The port for clients.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether it has broken.</summary>
    public bool HasBroken => Volatile.Read(ref _left) <= 0;

    /// <summary>Breaks at a message.</summary>
    /// <param name="message">Which from now on; the next is 1.</param>
    /// <param name="arrives">Whether the server still gets it, and only its answer is lost.</param>
    public void BreakAt(int message, bool arrives)
    {
        _arrives = arrives;
        Volatile.Write(ref _left, message);
    }

    public void Dispose() => _listener.Stop();

    private async Task Serve()
    {
        try
        {
            while (true) _ = Connect(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // With the test.
        }
    }

    private async Task Connect(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient("127.0.0.1", _server))
        {
            server.NoDelay = client.NoDelay = true;
            var isBroken = new TaskCompletionSource();
            var answers = Answers(server.GetStream(), client.GetStream(), isBroken.Task);
            try
            {
                await Ask(client.GetStream(), server.GetStream(), isBroken);
            }
            catch (IOException)
            {
                // Either has gone.
            }
            server.Client.Shutdown(SocketShutdown.Send);
            await answers;
        }
    }

    // Until the server hangs up; a broken client hears nothing more.
    private static async Task Answers(NetworkStream server, NetworkStream client, Task broken)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int count; (count = await server.ReadAsync(buffer)) > 0;)
            {
                if (!broken.IsCompleted) await client.WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (IOException)
        {
            // Either has gone.
        }
    }

    private async Task Ask(NetworkStream client, NetworkStream server, TaskCompletionSource broken)
    {
        // Before the message that starts a session there is no type, and a client may ask for TLS.
        while (await Read(client, 0) is { } first)
        {
            await server.WriteAsync(first);
            if (BinaryPrimitives.ReadInt32BigEndian(first.AsSpan(4)) == Startup) break;
        }
        while (await Read(client, 1) is { } message)
        {
            var isHere = Interlocked.Decrement(ref _left) == 0;
            if (isHere) broken.SetResult();
            if (!isHere || _arrives) await server.WriteAsync(message);
            if (isHere) return;
        }
    }

    // One message whole; null at the end.
    private static async Task<byte[]?> Read(NetworkStream stream, int typeBytes)
    {
        var head = new byte[typeBytes + 4];
        if (await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false) < head.Length) return null;
        var message = new byte[typeBytes + BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(typeBytes))];
        head.CopyTo(message, 0);
        await stream.ReadExactlyAsync(message.AsMemory(head.Length));
        return message;
    }
}
