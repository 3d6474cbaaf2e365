using System.Net.Sockets;
using Sweeper.Actors.Planning;
using Sweeper.Host.Display;
using Sweeper.Host.Serving;
using Sweeper.Host.Status;
using Sweeper.Host.Tests.Support;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Serving;

/// <summary>A run that trains nothing, with its endpoint, in a store of its own.</summary>
internal sealed class ServedRun : IAsyncDisposable
{
    private readonly TestFolder _folder = new();

    private ServedRun(string store)
    {
        Store = _folder[store];
        Plan = LogStores.Write(Store);
        Source = new HubSource(Hub, new StageDetails(Store, Plan, new StageNames(Plan)), Control);
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancel) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(Endpoint.Socket), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        Client = new HttpClient(handler) { BaseAddress = new Uri("http://localhost/"), Timeout = TimeSpan.FromSeconds(30) };
    }

    public string Store { get; }

    public SweepPlan Plan { get; }

    public StatusHub Hub { get; private set; } = new();

    public RecordingControl Control { get; } = new();

    public HubSource Source { get; private set; }

    public RunEndpoint Endpoint { get; private set; } = null!;

    /// <summary>Speaks to the socket without our own client.</summary>
    public HttpClient Client { get; }

    public string Token => File.ReadAllText(Path.Combine(Store, "run.token")).Trim();

    /// <summary>Starts it; with a port, which the caller disposes of, on the network too.</summary>
    public static async Task<ServedRun> Start(string store = "store", StatusPort? port = null)
    {
        var run = new ServedRun(store);
        run.Hub.Publish(Samples.Snapshot(1));
        run.Endpoint = await RunEndpoint.Start(run.Store, run.Source, port);
        return run;
    }

    /// <summary>As another <c>run</c> of the store would.</summary>
    public async Task StartAgain()
    {
        await Endpoint.DisposeAsync();
        Hub = new StatusHub();
        Source = new HubSource(Hub, new StageDetails(Store, Plan, new StageNames(Plan)), Control);
        Hub.Publish(Samples.Snapshot(1));
        Endpoint = await RunEndpoint.Start(Store, Source);
    }

    /// <summary>Sends a request with some headers, written <c>Name: value</c>.</summary>
    public async Task<(int Code, string Text, string Headers)> Send(string method, string path, params string[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var header in headers) Assert.True(request.Headers.TryAddWithoutValidation(header.Split(": ")[0], header.Split(": ")[1]));
        using var response = await Client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.ToString() + response.Content.Headers);
    }

    public async ValueTask DisposeAsync()
    {
        await Endpoint.DisposeAsync();
        Client.Dispose();
        _folder.Dispose();
    }
}
