using Sweeper.EndToEnd.Tests.Support;
using Sweeper.Tests.Support;

namespace Sweeper.Cluster.Tests.Support;

/// <summary>Three processes that can coordinate a sweep and any number that train for it, on a PostgreSQL server of their own, and the same sweep done by one undisturbed process.</summary>
internal sealed class TestCluster : IDisposable
{
    private readonly bool _isOwn;
    private readonly string _sweep;
    private readonly string _addresses;

    /// <param name="epochs">Epochs of each training, 20 steps each.</param>
    /// <param name="seeds">The sweep's seeds.</param>
    /// <param name="network">Where the processes are; null is this machine's loopback.</param>
    /// <param name="hasOwnServer">Whether the server is nobody else's, so that the test may kill it; it is in a network.</param>
    public TestCluster(int epochs, string seeds = "2", SplitNetwork? network = null, bool hasOwnServer = false)
    {
        Network = network;
        _isOwn = hasOwnServer || network is not null;
        Server = !_isOwn ? PostgresServer.Shared() : PostgresServer.Own(network?.Into(SplitNetwork.Database), network?.AddressOf(SplitNetwork.Database) ?? "127.0.0.1");
        Place = new Workplace();
        _sweep = Place.Sweep(seeds, epochs: epochs);
        Place.Run("cluster", "keys", "--store", "store").Expect(0);
        var address = Server.NewDatabase();
        File.WriteAllText(Path.Combine(Place.Folder, "results-db"), address);
        Results = new ResultsView(address);
        ListenPorts = network is null ? [Ports.Free(), Ports.Free(), Ports.Free()] : [7000, 7000, 7000];
        _addresses = string.Join(',', Enumerable.Range(0, 3).Select(AddressOf));
    }

    public PostgresServer Server { get; }

    public Workplace Place { get; }

    public ResultsView Results { get; }

    /// <summary>Trainings that have a result; 0 before there are tables.</summary>
    public long KnownResults => Results.HasTables ? Results.Results : 0;

    /// <summary>The process that coordinates; null where none does.</summary>
    public int? Coordinator => Results.HasTables ? Results.Coordinator : null;

    private SplitNetwork? Network { get; }

    private int[] ListenPorts { get; }

    /// <summary>Trainings of the sweep.</summary>
    public long Trainings => Undisturbed.Of(Place, _sweep).Trainings;

    /// <summary>A process that coordinates or stands by.</summary>
    /// <param name="number">0, 1 or 2.</param>
    public RunningCommand StartCoordinator(int number) => Start($"c{number}",
        "run", _sweep, "--store", "store", "--results-db", "@results-db", "--listen", AddressOf(number), "--devices", "none", "--console", "plain");

    /// <summary>A process that trains, in threads of its own: half as many processes to start; trainers that are processes are NodeTests' and SeparateFoldersTests'.</summary>
    /// <param name="number">From 0 on.</param>
    public RunningCommand StartNode(int number) => Start($"n{number}",
        ["node", "--join", _addresses, "--store", "store", "--devices", "cpu:1", "--trainers", "threads", "--name", $"n{number}", .. Network is null ? (string[])[] : ["--listen", $"{Network.AddressOf($"n{number}")}:7001"]]);

    /// <summary>Fails where results or tickets are not those of the undisturbed process, byte for byte.</summary>
    public void ExpectUndisturbedResults()
    {
        Assert.Equal(Undisturbed.Of(Place, _sweep).Results, Network is null ? Place.Results("store") : InNetwork("results", "--store", "store", "--format", "json").Expect(0).Output);
        Assert.Equal(Undisturbed.Of(Place, _sweep).Artifacts, Results.Artifacts);
    }

    public void Dispose()
    {
        Place.Dispose();
        if (_isOwn) Server.Dispose();
    }

    private string AddressOf(int coordinator) => $"{Network?.AddressOf($"c{coordinator}") ?? "127.0.0.1"}:{ListenPorts[coordinator]}";

    private RunningCommand Start(string host, params string[] arguments) => new(Place, arguments, Network?.Into(host) ?? []);

    private CommandResult InNetwork(params string[] arguments)
    {
        using var command = Start(SplitNetwork.Database, arguments);
        return command.WaitForExit();
    }
}
