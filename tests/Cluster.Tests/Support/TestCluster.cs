using Microsoft.Data.Sqlite;
using Sweeper.EndToEnd.Tests.Support;
using Sweeper.Tests.Support;

namespace Sweeper.Cluster.Tests.Support;

/// <summary>Three processes that can coordinate a sweep and any number that train for it, on a PostgreSQL server of their own, and the same sweep done by one undisturbed process.</summary>
internal sealed class TestCluster : IDisposable
{
    // The same sweep on the same data gives the same bytes, wherever it ran.
    private static readonly Dictionary<(int Epochs, string Seeds), Reference> References = [];

    private readonly PostgresServer _server;
    private readonly (int Epochs, string Seeds) _kind;
    private readonly string _sweep;
    private readonly string _addresses;

    /// <param name="epochs">Epochs of each training, 20 steps each.</param>
    /// <param name="seeds">The sweep's seeds.</param>
    /// <param name="network">Where the processes are; null is this machine's loopback.</param>
    public TestCluster(int epochs, string seeds = "2", SplitNetwork? network = null)
    {
        (Network, _kind) = (network, (epochs, seeds));
        _server = network is null ? PostgresServer.Shared() : PostgresServer.Own(network.Into(SplitNetwork.Database), network.AddressOf(SplitNetwork.Database));
        Place = new Workplace();
        _sweep = Place.Sweep(seeds, epochs: epochs);
        Place.Run("cluster", "keys", "--store", "store").Expect(0);
        var address = _server.NewDatabase();
        File.WriteAllText(Path.Combine(Place.Folder, "results-db"), address);
        Results = new ResultsView(address);
        Ports = network is null ? [EndToEnd.Tests.Support.Ports.Free(), EndToEnd.Tests.Support.Ports.Free(), EndToEnd.Tests.Support.Ports.Free()] : [7000, 7000, 7000];
        _addresses = string.Join(',', Enumerable.Range(0, 3).Select(AddressOf));
    }

    public Workplace Place { get; }

    public ResultsView Results { get; }

    /// <summary>Trainings that have a result; 0 before there are tables.</summary>
    public long KnownResults => Results.HasTables ? Results.Results : 0;

    /// <summary>The process that coordinates; null where none does.</summary>
    public int? Coordinator => Results.HasTables ? Results.Coordinator : null;

    private SplitNetwork? Network { get; }

    private int[] Ports { get; }

    /// <summary>Trainings of the sweep.</summary>
    public long Trainings => Undisturbed().Trainings;

    /// <summary>A process that coordinates or stands by.</summary>
    /// <param name="number">0, 1 or 2.</param>
    public RunningCommand StartCoordinator(int number) => Start($"c{number}",
        "run", _sweep, "--store", "store", "--results-db", "@results-db", "--listen", AddressOf(number), "--devices", "none", "--console", "plain");

    /// <summary>A process that trains.</summary>
    /// <param name="number">From 0 on.</param>
    public RunningCommand StartNode(int number) => Start($"n{number}",
        ["node", "--join", _addresses, "--store", "store", "--devices", "cpu:1", "--name", $"n{number}", .. Network is null ? (string[])[] : ["--listen", $"{Network.AddressOf($"n{number}")}:7001"]]);

    /// <summary>Fails where results or tickets are not those of the undisturbed process, byte for byte.</summary>
    public void ExpectUndisturbedResults()
    {
        Assert.Equal(Undisturbed().Results, Network is null ? Place.Results("store") : InNetwork("results", "--store", "store", "--format", "json").Expect(0).Output);
        Assert.Equal(Undisturbed().Artifacts, Results.Artifacts);
    }

    public void Dispose()
    {
        Place.Dispose();
        if (Network is not null) _server.Dispose();
    }

    private string AddressOf(int coordinator) => $"{Network?.AddressOf($"c{coordinator}") ?? "127.0.0.1"}:{Ports[coordinator]}";

    private RunningCommand Start(string host, params string[] arguments) => new(Place, arguments, Network?.Into(host) ?? []);

    private CommandResult InNetwork(params string[] arguments)
    {
        using var command = Start(SplitNetwork.Database, arguments);
        return command.WaitForExit();
    }

    private Reference Undisturbed()
    {
        if (References.TryGetValue(_kind, out var known)) return known;
        using (var run = Place.Start("run", _sweep, "--store", "undisturbed", "--devices", "cpu:2")) run.WaitForExit(TimeSpan.FromHours(1)).Expect(0);
        return References[_kind] = new(
            Place.Results("undisturbed"),
            Query("SELECT key || ' ' || digest FROM artifacts WHERE id IN (SELECT min(id) FROM artifacts GROUP BY key) ORDER BY key"),
            long.Parse(Query("SELECT CAST(count(DISTINCT stage) AS TEXT) FROM results").Single()));
    }

    private List<string> Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Place.Folder, "undisturbed", "results.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var all = new List<string>();
        while (rows.Read()) all.Add(rows.GetString(0));
        return all;
    }

    private sealed record Reference(string Results, IReadOnlyList<string> Artifacts, long Trainings);
}
