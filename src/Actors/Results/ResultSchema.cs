using Dapper;
using Microsoft.Data.Sqlite;

namespace Sweeper.Actors.Results;

/// <summary>The tables of <c>results.db</c>, and how a file is recognised as one. Times are ISO-8601 UTC, keys and digests hexadecimal.</summary>
internal static class ResultSchema
{
    /// <summary>The version of the tables, in <c>user_version</c>: that of the whole store's format.</summary>
    public const int Version = 3;

    /// <summary>"SWPR", in <c>application_id</c>.</summary>
    public const int ApplicationId = 0x53575052;

    private const string Tables =
        """
        CREATE TABLE store (
            id TEXT NOT NULL,
            created_at TEXT NOT NULL
        ) STRICT;

        -- Every spec that was ever run; the newest of a name is its current one.
        CREATE TABLE sweeps (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            yaml TEXT NOT NULL,
            file TEXT NOT NULL,
            datasets TEXT NOT NULL,
            added_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX sweeps_by_name ON sweeps (name, id);

        CREATE TABLE stages (
            key TEXT PRIMARY KEY,
            canonical TEXT NOT NULL
        ) STRICT;

        -- The user's requests to try failed stages again; a null stage is all of them.
        CREATE TABLE retries (
            id INTEGER PRIMARY KEY,
            stage TEXT,
            at TEXT NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX retries_once ON retries (ifnull(stage, ''), at);

        -- retry: the request that lifted this failure; a null one counts against the stage.
        CREATE TABLE attempts (
            id INTEGER PRIMARY KEY,
            stage TEXT NOT NULL REFERENCES stages (key),
            trainer TEXT NOT NULL,
            opened_at TEXT NOT NULL,
            closed_at TEXT,
            outcome TEXT CHECK (outcome IN ('completed', 'failed', 'cancelled')),
            cause TEXT,
            message TEXT,
            retry INTEGER REFERENCES retries (id),
            CHECK ((closed_at IS NULL) = (outcome IS NULL)),
            CHECK ((outcome IS 'failed') = (cause IS NOT NULL))
        ) STRICT;
        CREATE INDEX attempts_open ON attempts (id) WHERE closed_at IS NULL;
        CREATE INDEX attempts_failed ON attempts (stage, id) WHERE outcome = 'failed' AND retry IS NULL;
        CREATE INDEX attempts_completed ON attempts (stage, id) WHERE outcome = 'completed';

        -- A stage has more than one row if a re-run ended in other bytes; the lowest id counts.
        CREATE TABLE results (
            id INTEGER PRIMARY KEY,
            stage TEXT NOT NULL REFERENCES stages (key),
            correct INTEGER NOT NULL,
            total INTEGER NOT NULL,
            masked INTEGER NOT NULL,
            prunable INTEGER NOT NULL,
            steps INTEGER NOT NULL,
            seconds REAL NOT NULL,
            final_state TEXT NOT NULL,
            attempt INTEGER NOT NULL REFERENCES attempts (id),
            environment TEXT NOT NULL,
            inputs TEXT NOT NULL,
            epoch_losses TEXT NOT NULL,
            UNIQUE (stage, final_state)
        ) STRICT;
        """;

    private const string Artifacts =
        """
        -- What the blobs are, and the result that came with them; the lowest id of a key counts.
        CREATE TABLE artifacts (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('weights', 'mask', 'final', 'optimizer')),
            digest TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            stage TEXT NOT NULL,
            final_state TEXT NOT NULL,
            UNIQUE (key, digest),
            FOREIGN KEY (stage, final_state) REFERENCES results (stage, final_state)
        ) STRICT;
        CREATE INDEX artifacts_by_stage ON artifacts (stage);
        """;

    private const string Records =
        """
        -- The curve of an attempt, written while it trains. correct: of the epoch's images, those classified rightly in training; null where not counted.
        CREATE TABLE epochs (
            attempt INTEGER NOT NULL REFERENCES attempts (id),
            epoch INTEGER NOT NULL,
            epochs INTEGER NOT NULL,
            loss REAL NOT NULL,
            images INTEGER NOT NULL,
            correct INTEGER,
            learning_rate REAL NOT NULL,
            seconds REAL NOT NULL,
            PRIMARY KEY (attempt, epoch)
        ) STRICT, WITHOUT ROWID;

        -- What was decided about a training that its attempts do not say.
        CREATE TABLE messages (
            stage TEXT NOT NULL REFERENCES stages (key),
            at TEXT NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (stage, at, text)
        ) STRICT, WITHOUT ROWID;
        """;

    /// <summary>The first version with epochs and messages of trainings.</summary>
    public const int RecordsSince = 3;

    /// <summary>Makes the tables in a database that has none; a killed run leaves all of them or none.</summary>
    public static void CreateIfEmpty(SqliteConnection connection, DateTimeOffset now)
    {
        if (!IsEmpty(connection)) return;
        using var transaction = connection.BeginTransaction();
        connection.Execute(Tables, transaction: transaction);
        connection.Execute(Artifacts, transaction: transaction);
        connection.Execute(Records, transaction: transaction);
        connection.Execute(
            "INSERT INTO store (id, created_at) VALUES (@id, @at)",
            new { id = Guid.NewGuid().ToString("N"), at = ResultText.Of(now) },
            transaction);
        connection.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}", transaction: transaction);
        transaction.Commit();
    }

    /// <summary>
    /// Brings the tables of format 1, which had no optimizer states, and of format 2, which had no records of trainings, to this format; a
    /// killed run leaves the old ones or the new.
    /// </summary>
    public static void BringUp(SqliteConnection connection)
    {
        var version = VersionOf(connection);
        if (version == Version) return;
        using var transaction = connection.BeginTransaction();
        if (version < 2) AllowOptimizerStates(connection, transaction);
        connection.Execute(Records, transaction: transaction);
        connection.Execute($"PRAGMA user_version = {Version}", transaction: transaction);
        transaction.Commit();
    }

    /// <summary>The version of a database's tables.</summary>
    public static long VersionOf(SqliteConnection connection) => connection.ExecuteScalar<long>("PRAGMA user_version");

    /// <summary>Whether nothing was ever committed to the database.</summary>
    public static bool IsEmpty(SqliteConnection connection) =>
        connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema") == 0;

    /// <summary>Refuses a database that is not a store's, or that a newer Sweeper made.</summary>
    /// <exception cref="StoreException">It is; the message names the versions and the remedy.</exception>
    public static void Check(SqliteConnection connection, string file)
    {
        if (connection.ExecuteScalar<long>("PRAGMA application_id") != ApplicationId)
            throw new StoreException($"{file} is a database of another program, not a Sweeper store. Name another folder with --store.");
        var version = VersionOf(connection);
        if (version > Version)
        {
            throw new StoreException(
                $"{file} has store format {version}; this Sweeper knows formats up to {Version}. Use the Sweeper that made it, or a newer one, " +
                "or name another folder with --store.");
        }
    }

    // SQLite cannot change a table's checks: the rows move to a new one.
    private static void AllowOptimizerStates(SqliteConnection connection, SqliteTransaction transaction)
    {
        connection.Execute("ALTER TABLE artifacts RENAME TO artifacts_1; DROP INDEX artifacts_by_stage", transaction: transaction);
        connection.Execute(Artifacts, transaction: transaction);
        connection.Execute(
            "INSERT INTO artifacts SELECT id, key, kind, digest, bytes, stage, final_state FROM artifacts_1 ORDER BY id; DROP TABLE artifacts_1", transaction: transaction);
    }
}
