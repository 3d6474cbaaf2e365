using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sweeper.Tests.Support;

/// <summary>An HTTP server on loopback whose every answer is written by the test: a connection a request.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<Request, Stream, Task> _answer;
    private readonly Func<Stream, Task<Stream>> _secure;
    private readonly ConcurrentQueue<Exception> _faults = new();

    /// <summary>Starts it.</summary>
    /// <param name="answer">Writes the answer to a request; the connection is closed when it returns.</param>
    /// <param name="secure">Shakes hands for https; an IOException is a client that is refused or refuses. Null is http.</param>
    public ScriptedServer(Func<Request, Stream, Task> answer, Func<Stream, Task<Stream>>? secure = null)
    {
        _answer = answer;
        _secure = secure ?? Task.FromResult;
        _listener.Start();
        Address = new($"{(secure is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _ = Serve();
    }

    public Uri Address { get; }

    /// <summary>What was asked for, in order.</summary>
    public ConcurrentQueue<Request> Requests { get; } = new();

    public void Dispose()
    {
        _listener.Stop();
        Assert.Empty(_faults);
    }

    private async Task Serve()
    {
        try
        {
            while (true) _ = Answer(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped with the test.
        }
    }

    private async Task Answer(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                var stream = await _secure(connection.GetStream());
                var request = await Read(stream);
                Requests.Enqueue(request);
                await _answer(request, stream);
            }
            catch (Exception e) when (e is not IOException) // The client may hang up.
            {
                _faults.Enqueue(e);
            }
        }
    }

    private static async Task<Request> Read(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one) == 0) throw new IOException("the client hung up");
            head.Append((char)one[0]);
        }
        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return new(lines[0].Split(' ')[1], lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1]));
    }

    /// <summary>A request: its path and headers.</summary>
    internal sealed record Request(string Path, Dictionary<string, string> Headers)
    {
        public string? this[string header] => Headers.GetValueOrDefault(header);

        /// <summary>The first byte that is asked for.</summary>
        public int From => this["Range"] is { } range ? int.Parse(range["bytes=".Length..^1]) : 0;
    }
}
