using System.Diagnostics;
using Npgsql;
using Sweeper.Actors.Results.Postgres;
using Sweeper.Bench.Rows;
using Sweeper.Bench.Scheduling;

namespace Sweeper.Bench.Failover;

/// <summary>Three processes that coordinate the quickstart, with more seeds than it will come to, and one node.</summary>
internal sealed class CoordinatorCluster : IDisposable
{
    private readonly BenchFolder _folder = new();
    private readonly string _program;
    private readonly string _sweep;
    private readonly int[] _ports = [Host.Launching.FreePort.Next(), Host.Launching.FreePort.Next(), Host.Launching.FreePort.Next()];
    private readonly BenchProcess[] _coordinators;
    private readonly BenchProcess _node;
    private readonly NpgsqlConnection _database;

    public CoordinatorCluster(PostgresAddress address)
    {
        _program = Launcher.Path();
        // The first call builds it where it is out of date.
        ChildProcess.Run(Path.Combine(_folder.Path, "keys"), _program, "cluster", "keys", "--store", Store);
        _sweep = Path.Combine(_folder.Path, "sweep.yaml");
        File.WriteAllText(_sweep, File.ReadAllText(Path.Combine(Path.GetDirectoryName(_program)!, "sweeps", "quickstart.yaml")).Replace("seeds: 3 ", "seeds: 200 ", StringComparison.Ordinal));
        _database = new NpgsqlConnection(address.ConnectionString(PostgresDatabase.ReaderPatience));
        _database.Open();
        _coordinators = [.. Enumerable.Range(0, 3).Select(Start)];
        _node = new BenchProcess(_program, "node", "--join", string.Join(',', _ports.Select(port => $"127.0.0.1:{port}")), "--store", Store, "--devices", "cpu:1", "--cluster-key", Path.Combine(Store, "cluster.key"));
        Settle();
    }

    private string Store => Path.Combine(_folder.Path, "store");

    /// <summary>Ends the coordinator by a signal, and starts it again once another coordinates. In seconds from the signal on.</summary>
    public (double Coordinates, double NodeWorks) Replace(int signal)
    {
        Settle();
        var (term, number) = (Term(), Array.FindIndex(_coordinators, each => each.Id == Holder()));
        var works = Works();
        var clock = Stopwatch.StartNew();
        _coordinators[number].Signal(signal);
        var coordinates = FailoverBenchmark.Until(clock, "another coordinates", () => Term() > term && Holder() is not null);
        var node = FailoverBenchmark.Until(clock, "the node works for it", () => Works() > works);
        _coordinators[number].WaitForExit();
        _coordinators[number].Dispose();
        _coordinators[number] = Start(number);
        return (coordinates, node);
    }

    public void Dispose()
    {
        _node.Dispose();
        foreach (var each in _coordinators) each.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    // All three are up, and the node works.
    private void Settle()
    {
        var clock = Stopwatch.StartNew();
        FailoverBenchmark.Until(clock, "two stand by", () => _coordinators.Count(each => each.Said.Contains("standing by", StringComparison.Ordinal) || each.Said.Contains("nodes may join", StringComparison.Ordinal)) == 3);
        FailoverBenchmark.Until(clock, "the node works", () => Works() > 0 && Holder() is not null);
        Thread.Sleep(TimeSpan.FromSeconds(3));
    }

    private BenchProcess Start(int number) => new(_program,
        "run", _sweep, "--store", Store, "--cluster-key", Path.Combine(Store, "cluster.key"), "--listen", $"127.0.0.1:{_ports[number]}", "--devices", "none", "--console", "plain");

    private int Works() => _node.Said.Split("works for the coordinator").Length - 1;

    private long Term() => (long)(Value("SELECT number FROM term") ?? 0L);

    private int? Holder() => (int?)Value("SELECT (holder::json ->> 'pid')::int FROM term WHERE is_held");

    private object? Value(string sql)
    {
        using var exists = new NpgsqlCommand("SELECT to_regclass('term')::text", _database);
        if (exists.ExecuteScalar() is DBNull) return null;
        using var command = new NpgsqlCommand(sql, _database);
        return command.ExecuteScalar();
    }
}
