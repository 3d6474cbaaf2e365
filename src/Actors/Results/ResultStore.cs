using System.Data.Common;
using Dapper;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Results;

/// <summary>The result store in a database, SQLite's or PostgreSQL's.</summary>
internal sealed class ResultStore : IResultStore
{
    private readonly ResultDatabase _database;
    private readonly ResultWriter? _writer;
    private readonly Lock _gate = new();
    private long _lastAttempt;

    /// <summary>Takes a database over: it is closed with the store.</summary>
    public ResultStore(ResultDatabase database, bool canWrite)
    {
        _database = database;
        _writer = canWrite ? new ResultWriter(database) : null;
    }

    /// <summary>What tells this store from others; it stays with the database wherever that is copied.</summary>
    public string Id => Read(() => Connection.QuerySingle<string>("SELECT id FROM store"));

    /// <summary>What the database takes on its disk.</summary>
    public long Bytes => Read(() => _database.Bytes);

    private DbConnection Connection => _database.Connection;

    /// <inheritdoc/>
    public IReadOnlyList<StoredSweep> Sweeps() => Read(() => Connection
        .Query<(string Name, string Yaml, string File, string Datasets, string AddedAt)>(
            "SELECT name, yaml, file, datasets, added_at FROM sweeps WHERE id IN (SELECT max(id) FROM sweeps GROUP BY name) ORDER BY name")
        .Select(row => new StoredSweep(row.Name, row.Yaml, row.File, ResultText.Datasets(row.Datasets), ResultText.Time(row.AddedAt)))
        .ToList());

    /// <inheritdoc/>
    public Dictionary<StageKey, StoredResult> Results() => Results(new Dictionary<StageKey, StoredResult>(), key => key);

    /// <inheritdoc/>
    public Dictionary<StageKey, StoredResult> Results(HashSet<StageKey> stages) =>
        Results(new Dictionary<StageKey, StoredResult>(stages.Count), key => stages.TryGetValue(key, out var given) ? given : null);

    /// <inheritdoc/>
    public IReadOnlyList<StageResult> ResultsOf(StageKey stage) => [.. ResultsByAttempt(stage).Select(row => row.Result)];

    /// <summary>The same, with the attempts that they came from.</summary>
    public IReadOnlyList<(AttemptId Attempt, StageResult Result)> ResultsByAttempt(StageKey stage) => Read(() =>
    {
        var artifacts = Connection
            .Query<(string State, string Key, string Kind, string Digest, long Bytes)>(
                "SELECT final_state, key, kind, digest, bytes FROM artifacts WHERE stage = @stage ORDER BY id", new { stage = stage.Value })
            .ToLookup(row => row.State, row => new StoredArtifact(new(row.Key), ResultText.Kind(row.Kind), new(row.Digest), row.Bytes));
        return Connection.Query<ResultRow>(
            """
            SELECT correct, total, masked, prunable, steps, seconds, final_state AS FinalState, environment, inputs,
                   epoch_losses AS EpochLosses, attempt
            FROM results WHERE stage = @stage ORDER BY id
            """,
            new { stage = stage.Value }).Select(row => (new AttemptId(row.Attempt), row.ToResult([.. artifacts[row.FinalState]]))).ToList();
    });

    /// <inheritdoc/>
    public Dictionary<ArtifactKey, StoredArtifact> Artifacts() => Read(() =>
    {
        var artifacts = new Dictionary<ArtifactKey, StoredArtifact>();
        using var rows = Connection.ExecuteReader("SELECT key, kind, digest, bytes FROM artifacts ORDER BY id");
        while (rows.Read())
        {
            var key = new ArtifactKey(rows.GetString(0));
            artifacts.TryAdd(key, new(key, ResultText.Kind(rows.GetString(1)), new(rows.GetString(2)), rows.GetInt64(3)));
        }
        return artifacts;
    });

    /// <inheritdoc/>
    public DateTimeOffset? PausedSince(string sweep) => Read(() =>
        Connection.QuerySingleOrDefault<string?>("SELECT at FROM pauses WHERE sweep = @sweep", new { sweep }) is { } at ? ResultText.Time(at) : (DateTimeOffset?)null);

    /// <inheritdoc/>
    public Dictionary<StageKey, StageTrouble> Troubles() => Read(() => Connection
        .Query<(string Stage, int Attempts, int Crashes, string Cause, string Message)>(
            """
            SELECT last.stage, failures.attempts, failures.crashes, last.cause, last.message
            FROM (
                SELECT count(*) AS attempts, sum(CASE WHEN cause = 'crash' THEN 1 ELSE 0 END) AS crashes, max(id) AS last
                FROM attempts AS failed
                WHERE outcome = 'failed' AND retry IS NULL AND cause NOT IN ('lost-input', 'no-space') AND id > coalesce(
                    (SELECT max(id) FROM attempts AS completed WHERE completed.outcome = 'completed' AND completed.stage = failed.stage), 0)
                GROUP BY stage
            ) AS failures JOIN attempts AS last ON last.id = failures.last
            """)
        .ToDictionary(row => new StageKey(row.Stage), row => new StageTrouble(row.Attempts, row.Crashes, ResultText.Cause(row.Cause), row.Message)));

    /// <inheritdoc/>
    public int StagesOfOtherVersions() => Read(() =>
        // One at a time: together the forms are many times what is known of the results.
        Connection.Query<string>("SELECT canonical FROM stages WHERE key IN (SELECT stage FROM results)", buffered: false).Count(form => !StageSpec.IsOfThisVersion(form)));

    /// <inheritdoc/>
    public IReadOnlyList<(NumericEnvironment Environment, int Results)> Environments(IReadOnlySet<StageKey> stages) => Read(() =>
    {
        var counts = new Dictionary<string, int>();
        using var rows = Connection.ExecuteReader("SELECT stage, environment FROM results WHERE id IN (SELECT min(id) FROM results GROUP BY stage)");
        while (rows.Read())
        {
            if (stages.Contains(new(rows.GetString(0)))) counts[rows.GetString(1)] = counts.GetValueOrDefault(rows.GetString(1)) + 1;
        }
        return counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (ResultText.Environment(pair.Key), pair.Value)).ToList();
    });

    /// <inheritdoc/>
    public double TrainingSeconds(IReadOnlySet<StageKey> stages) => Read(() =>
    {
        var seconds = 0.0;
        using var rows = Connection.ExecuteReader("SELECT stage, seconds FROM results WHERE id IN (SELECT min(id) FROM results GROUP BY stage)");
        while (rows.Read())
        {
            if (stages.Contains(new(rows.GetString(0)))) seconds += rows.GetDouble(1);
        }
        return seconds;
    });

    /// <inheritdoc/>
    public IReadOnlyList<StageKey> Stages() => Read(() => Connection.Query<string>("SELECT key FROM stages").Select(key => new StageKey(key)).ToList());

    /// <inheritdoc/>
    public IReadOnlyList<StageKey> LatestStages(int most) => Read(() => HistoryReader.Latest(Connection, most));

    /// <inheritdoc/>
    public StageHistory HistoryOf(StageKey stage) => Read(() => HistoryReader.Read(_database, stage));

    /// <inheritdoc/>
    public AttemptId NextAttempt() => Read(() =>
    {
        var stored = Connection.ExecuteScalar<long?>("SELECT max(id) FROM attempts") ?? 0;
        _lastAttempt = Math.Max(_lastAttempt, stored) + 1;
        return new AttemptId(_lastAttempt);
    });

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<StoreWrite> writes) => Write(writer =>
    {
        foreach (var write in writes) writer.Apply(write);
        return writes.Count;
    });

    /// <summary>Closes the attempts of a process that is no more as crashed; the number of them.</summary>
    public int CloseCrashedAttempts(DateTimeOffset now) => Write(writer => writer.CloseCrashedAttempts(now));

    /// <summary>Closes the attempts that nodes hold as cancelled; the number of them.</summary>
    public int CloseHeldAttempts(DateTimeOffset now) => Write(writer => writer.CloseHeldAttempts(now));

    /// <summary>Whether an attempt of a node was closed since some moment only because nobody listened to it: the node may still be at it.</summary>
    public bool HasNodesUnheardSince(DateTimeOffset moment) => Read(() => Connection.ExecuteScalar<long>(
        "SELECT count(*) FROM attempts WHERE message = @NobodyListens AND closed_at >= @since", new { ResultWriter.NobodyListens, since = ResultText.Of(moment) }) > 0);

    /// <summary>The open attempts, in the order of opening.</summary>
    public IReadOnlyList<HeldAttempt> OpenAttempts() => Read(() => Connection
        .Query<(long Id, string Stage, string Trainer)>("SELECT id, stage, trainer FROM attempts WHERE closed_at IS NULL ORDER BY id")
        .Select(row => new HeldAttempt(new(row.Id), new(row.Stage), row.Trainer))
        .ToList());

    /// <summary>Every row of the artifacts, those that do not count for their key included.</summary>
    public IReadOnlyList<ArtifactRow> AllArtifacts() => Read(() => Connection
        .Query<(string Key, string Kind, string Digest)>("SELECT key, kind, digest FROM artifacts ORDER BY id")
        .Select(row => new ArtifactRow(new(row.Key), ResultText.Kind(row.Kind), new(row.Digest)))
        .ToList());

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _writer?.Dispose();
            _database.Dispose();
        }
    }

    private Dictionary<StageKey, StoredResult> Results(Dictionary<StageKey, StoredResult> results, Func<StageKey, StageKey?> keep) => Read(() =>
    {
        using var rows = Connection.ExecuteReader("SELECT stage, correct, total, masked, prunable FROM results ORDER BY id");
        while (rows.Read())
        {
            if (keep(new(rows.GetString(0))) is { } key)
                results.TryAdd(key, new(rows.GetInt32(1), rows.GetInt32(2), rows.GetInt64(3), rows.GetInt64(4)));
        }
        return results;
    });

    private T Read<T>(Func<T> query)
    {
        lock (_gate) return _database.Guard(query);
    }

    private T Write<T>(Func<ResultWriter, T> change)
    {
        if (_writer is null) throw new StoreException($"{_database.Name} was opened to read; only `sweeper run` and its like write.");
        lock (_gate) return _database.InTransaction(() => change(_writer));
    }
}
