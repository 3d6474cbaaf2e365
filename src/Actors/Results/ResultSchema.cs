using System.Data.Common;
using Dapper;

namespace Sweeper.Actors.Results;

/// <summary>The tables of a result store. Times are ISO-8601 UTC, keys and digests hexadecimal.</summary>
internal static class ResultSchema
{
    /// <summary>The version of the tables: that of the whole store's format.</summary>
    public const int Version = 4;

    /// <summary>The first version with epochs and messages of trainings.</summary>
    public const int RecordsSince = 3;

    /// <summary>The first version with pauses.</summary>
    public const int PausesSince = 4;

    /// <summary>Makes all tables, and gives the store its name.</summary>
    public static void Create(DbConnection connection, SqlDialect sql, DateTimeOffset now, DbTransaction transaction)
    {
        connection.Execute(Tables(sql), transaction: transaction);
        connection.Execute(Artifacts(sql), transaction: transaction);
        connection.Execute(Records(sql), transaction: transaction);
        connection.Execute(Pauses(sql), transaction: transaction);
        connection.Execute("INSERT INTO store (id, created_at) VALUES (@id, @at)", new { id = Guid.NewGuid().ToString("N"), at = ResultText.Of(now) }, transaction);
    }

    /// <summary>Refuses tables that a newer Sweeper made.</summary>
    /// <exception cref="StoreException">They are; the message names the versions and the remedy.</exception>
    public static void Check(long version, string where)
    {
        if (version > Version)
        {
            throw new StoreException(
                $"{where} has store format {version}; this Sweeper knows formats up to {Version}. Use the Sweeper that made it, or a newer one, " +
                "or name another folder with --store.");
        }
    }

    /// <summary>Sweeps, stages, attempts and results.</summary>
    private static string Tables(SqlDialect sql) =>
        $"""
        CREATE TABLE store (
            id {sql.Text} NOT NULL,
            created_at {sql.Text} NOT NULL
        ){sql.Strict};

        -- Every spec that was ever run; the newest of a name is its current one.
        CREATE TABLE sweeps (
            id {sql.Id},
            name {sql.Text} NOT NULL,
            yaml {sql.Text} NOT NULL,
            file {sql.Text} NOT NULL,
            datasets {sql.Text} NOT NULL,
            added_at {sql.Text} NOT NULL
        ){sql.Strict};
        CREATE INDEX sweeps_by_name ON sweeps (name, id);

        CREATE TABLE stages (
            key {sql.Text} PRIMARY KEY,
            canonical {sql.Text} NOT NULL
        ){sql.Strict};

        -- The user's requests to try failed stages again; a null stage is all of them.
        CREATE TABLE retries (
            id {sql.Id},
            stage {sql.Text},
            at {sql.Text} NOT NULL
        ){sql.Strict};
        CREATE UNIQUE INDEX retries_once ON retries (coalesce(stage, ''), at);

        -- retry: the request that lifted this failure; a null one counts against the stage.
        CREATE TABLE attempts (
            id {sql.Id},
            stage {sql.Text} NOT NULL REFERENCES stages (key),
            trainer {sql.Text} NOT NULL,
            opened_at {sql.Text} NOT NULL,
            closed_at {sql.Text},
            outcome {sql.Text} CHECK (outcome IN ('completed', 'failed', 'cancelled')),
            cause {sql.Text},
            message {sql.Text},
            retry {sql.Integer} REFERENCES retries (id),
            CHECK ((closed_at IS NULL) = (outcome IS NULL)),
            CHECK ((coalesce(outcome, '') = 'failed') = (cause IS NOT NULL))
        ){sql.Strict};
        CREATE INDEX attempts_open ON attempts (id) WHERE closed_at IS NULL;
        CREATE INDEX attempts_failed ON attempts (stage, id) WHERE outcome = 'failed' AND retry IS NULL;
        CREATE INDEX attempts_completed ON attempts (stage, id) WHERE outcome = 'completed';

        -- A stage has more than one row if a re-run ended in other bytes; the lowest id counts.
        CREATE TABLE results (
            id {sql.Id},
            stage {sql.Text} NOT NULL REFERENCES stages (key),
            correct {sql.Integer} NOT NULL,
            total {sql.Integer} NOT NULL,
            masked {sql.Integer} NOT NULL,
            prunable {sql.Integer} NOT NULL,
            steps {sql.Integer} NOT NULL,
            seconds {sql.Real} NOT NULL,
            final_state {sql.Text} NOT NULL,
            attempt {sql.Integer} NOT NULL REFERENCES attempts (id),
            environment {sql.Text} NOT NULL,
            inputs {sql.Text} NOT NULL,
            epoch_losses {sql.Text} NOT NULL,
            UNIQUE (stage, final_state)
        ){sql.Strict};
        """;

    /// <summary>The table of artifacts.</summary>
    public static string Artifacts(SqlDialect sql) =>
        $"""
        -- What the blobs are, and the result that came with them; the lowest id of a key counts.
        CREATE TABLE artifacts (
            id {sql.Id},
            key {sql.Text} NOT NULL,
            kind {sql.Text} NOT NULL CHECK (kind IN ('weights', 'mask', 'final', 'optimizer')),
            digest {sql.Text} NOT NULL,
            bytes {sql.Integer} NOT NULL,
            stage {sql.Text} NOT NULL,
            final_state {sql.Text} NOT NULL,
            UNIQUE (key, digest),
            FOREIGN KEY (stage, final_state) REFERENCES results (stage, final_state)
        ){sql.Strict};
        CREATE INDEX artifacts_by_stage ON artifacts (stage);
        """;

    /// <summary>The table of pauses.</summary>
    public static string Pauses(SqlDialect sql) =>
        $"""
        -- The sweeps that a user has paused and not resumed.
        CREATE TABLE pauses (
            sweep {sql.Text} PRIMARY KEY,
            at {sql.Text} NOT NULL
        ){sql.Strict};
        """;

    /// <summary>The tables of epochs and messages.</summary>
    public static string Records(SqlDialect sql) =>
        $"""
        -- The curve of an attempt, written while it trains. correct: of the epoch's images, those classified rightly in training; null where not counted.
        CREATE TABLE epochs (
            attempt {sql.Integer} NOT NULL REFERENCES attempts (id),
            epoch {sql.Integer} NOT NULL,
            epochs {sql.Integer} NOT NULL,
            loss {sql.Real} NOT NULL,
            images {sql.Integer} NOT NULL,
            correct {sql.Integer},
            learning_rate {sql.Real} NOT NULL,
            seconds {sql.Real} NOT NULL,
            PRIMARY KEY (attempt, epoch)
        ){sql.Keyed};

        -- What was decided about a training that its attempts do not say.
        CREATE TABLE messages (
            stage {sql.Text} NOT NULL REFERENCES stages (key),
            at {sql.Text} NOT NULL,
            text {sql.Text} NOT NULL,
            PRIMARY KEY (stage, at, text)
        ){sql.Keyed};
        """;
}
