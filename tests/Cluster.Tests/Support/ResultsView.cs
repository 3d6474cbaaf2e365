using Npgsql;

namespace Sweeper.Cluster.Tests.Support;

/// <summary>What the database says of a sweep, behind the program's back.</summary>
/// <param name="address">The database's address.</param>
internal sealed class ResultsView(string address)
{
    private bool _hasTables;

    /// <summary>Whether a coordinator has made the tables; they stay.</summary>
    public bool HasTables => _hasTables || (_hasTables = Value("SELECT to_regclass('term')::text") is not null);

    /// <summary>Trainings that have a result.</summary>
    public long Results => Number("SELECT count(DISTINCT stage) FROM results");

    /// <summary>All results: those of trainings that have several, which differ, too.</summary>
    public long AllResults => Number("SELECT count(*) FROM results");

    /// <summary>Trainings that were begun more than once.</summary>
    public long StagesTriedAgain => Number("SELECT count(*) FROM (SELECT stage FROM attempts GROUP BY stage HAVING count(*) > 1) AS again");

    /// <summary>How often a training was begun.</summary>
    public long Attempts => Number("SELECT count(*) FROM attempts");

    /// <summary>Trainings that a node has in its hands.</summary>
    /// <param name="node">What its trainers' names begin with.</param>
    public long OpenAttemptsOf(string node) => Number($"SELECT count(*) FROM attempts WHERE closed_at IS NULL AND trainer LIKE '{node}%'");

    /// <summary>Which term it is.</summary>
    public long Term => Number("SELECT number FROM term");

    /// <summary>The process that coordinates; null where none does.</summary>
    public int? Coordinator => (int?)Value("SELECT (holder::json ->> 'pid')::int FROM term WHERE is_held");

    /// <summary>Each artifact's key and digest, those that count.</summary>
    public IReadOnlyList<string> Artifacts
    {
        get
        {
            using var connection = Open();
            using var command = new NpgsqlCommand("SELECT key || ' ' || digest FROM artifacts WHERE id IN (SELECT min(id) FROM artifacts GROUP BY key) ORDER BY key", connection);
            using var rows = command.ExecuteReader();
            var all = new List<string>();
            while (rows.Read()) all.Add(rows.GetString(0));
            return all;
        }
    }

    private long Number(string sql) => Convert.ToInt64(Value(sql));

    private object? Value(string sql)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar() is var value and not DBNull ? value : null;
    }

    private NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection($"{address};Pooling=false");
        connection.Open();
        return connection;
    }
}
