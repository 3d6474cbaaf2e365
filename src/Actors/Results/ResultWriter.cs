using System.Data.Common;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Results;

/// <summary>Applies changes within the caller's transaction. Statements are prepared once and reused: parsing them costs more than running them.</summary>
internal sealed class ResultWriter(ResultDatabase database) : IDisposable
{
    /// <summary>The message of an attempt that was closed since nobody listens to its node.</summary>
    public const string NobodyListens = "its coordinator is gone";

    private readonly Dictionary<string, DbCommand> _prepared = [];

    /// <summary>Applies one change; applied twice, it is there once.</summary>
    /// <exception cref="InvalidOperationException">It contradicts what is stored: the writer is at fault.</exception>
    public void Apply(StoreWrite write)
    {
        switch (write)
        {
            case StoreWrite.PutSweep put: Put(put.Sweep); break;
            case StoreWrite.OpenAttempt open: Open(open); break;
            case StoreWrite.CloseAttempt close: Close(close); break;
            case StoreWrite.AddEpochs add: Add(add); break;
            case StoreWrite.AddMessage add:
                Run("INSERT INTO messages (stage, at, text) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", add.Stage.Value, ResultText.Of(add.At), add.Text);
                break;
            case StoreWrite.ForgetArtifact forget:
                Run("DELETE FROM artifacts WHERE key = $1 AND digest = $2", forget.Artifact.Value, forget.Digest.Hex);
                break;
            case StoreWrite.Retry retry: Retry(retry); break;
            case StoreWrite.Pause pause: Run("INSERT INTO pauses (sweep, at) VALUES ($1, $2) ON CONFLICT DO NOTHING", pause.Sweep, ResultText.Of(pause.At)); break;
            case StoreWrite.Resume resume: Run("DELETE FROM pauses WHERE sweep = $1", resume.Sweep); break;
            default: throw new InvalidOperationException($"{write.GetType().Name} is not a change that the result store knows.");
        }
    }

    /// <summary>Closes open attempts of trainers that were in the coordinator's process as crashed; the number of them.</summary>
    public int CloseCrashedAttempts(DateTimeOffset now) => Run(
        "UPDATE attempts SET closed_at = $1, outcome = 'failed', cause = 'crash', message = $2 WHERE closed_at IS NULL AND trainer NOT LIKE '%/%'",
        ResultText.Of(now), "The process ended during the attempt.");

    /// <summary>Closes all other open attempts as cancelled: their trainers, on nodes, are nobody's any more.</summary>
    public int CloseHeldAttempts(DateTimeOffset now) => Run(
        "UPDATE attempts SET closed_at = $1, outcome = 'cancelled', message = $2 WHERE closed_at IS NULL",
        ResultText.Of(now), NobodyListens);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
    }

    private void Put(StoredSweep sweep)
    {
        var datasets = ResultText.Of(sweep.Datasets);
        var again = Run(
            """
            UPDATE sweeps SET file = $3, datasets = $4
            WHERE id = (SELECT max(id) FROM sweeps WHERE name = $1) AND yaml = $2
            """,
            sweep.Name, sweep.Yaml, sweep.File, datasets);
        if (again > 0) return;
        Run(
            "INSERT INTO sweeps (name, yaml, file, datasets, added_at) VALUES ($1, $2, $3, $4, $5)",
            sweep.Name, sweep.Yaml, sweep.File, datasets, ResultText.Of(sweep.AddedAt));
    }

    private void Open(StoreWrite.OpenAttempt open)
    {
        Run("INSERT INTO stages (key, canonical) VALUES ($1, $2) ON CONFLICT DO NOTHING", open.Stage.Value, open.CanonicalForm);
        var opened = Run(
            "INSERT INTO attempts (id, stage, trainer, opened_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            open.Attempt.Value, open.Stage.Value, open.Trainer, ResultText.Of(open.At));
        if (opened == 0) CheckStage(open.Attempt, open.Stage.Value);
    }

    private void Close(StoreWrite.CloseAttempt close)
    {
        var (outcome, cause, message) = close.Outcome switch
        {
            StageOutcome.Completed => ("completed", null, null),
            StageOutcome.Failed failed => ("failed", ResultText.Of(failed.Cause), failed.Message),
            StageOutcome.Cancelled cancelled => ("cancelled", null, cancelled.Why),
            _ => throw new InvalidOperationException($"{close.Outcome.GetType().Name} is not an outcome that the result store knows."),
        };
        // The first closing stands, but a result proves that what was taken for a crash (a trainer elsewhere, out of reach) or for stuck was not.
        var closed = Run(
            """
            UPDATE attempts SET closed_at = $3, outcome = $4, cause = $5, message = $6
            WHERE id = $1 AND stage = $2 AND (closed_at IS NULL OR (cause IN ('crash', 'stuck') AND $4 = 'completed'))
            """,
            close.Attempt.Value, close.Stage.Value, ResultText.Of(close.At), outcome, cause, message);
        if (closed == 0) CheckStage(close.Attempt, close.Stage.Value);
        if (close.Outcome is StageOutcome.Completed completed) Insert(close, completed.Result);
    }

    private void Insert(StoreWrite.CloseAttempt close, StageResult result)
    {
        Run(
            """
            INSERT INTO results
                (stage, correct, total, masked, prunable, steps, seconds, final_state, attempt, environment, inputs, epoch_losses)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT DO NOTHING
            """,
            close.Stage.Value, result.Correct, result.Total, result.Masked, result.Prunable, result.Steps, result.Seconds,
            result.FinalState.Hex, close.Attempt.Value, ResultText.Of(result.Environment), ResultText.Of(result.Inputs),
            ResultText.Of(result.EpochLosses));
        foreach (var artifact in result.Artifacts)
        {
            Run(
                """
                INSERT INTO artifacts (key, kind, digest, bytes, stage, final_state) VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT DO NOTHING
                """,
                artifact.Key.Value, ResultText.Of(artifact.Kind), artifact.Digest.Hex, artifact.Bytes, close.Stage.Value,
                result.FinalState.Hex);
        }
    }

    private void Add(StoreWrite.AddEpochs add)
    {
        foreach (var epoch in add.Epochs)
        {
            Run(
                """
                INSERT INTO epochs (attempt, epoch, epochs, loss, images, correct, learning_rate, seconds) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT DO NOTHING
                """,
                add.Attempt.Value, epoch.Epoch, epoch.Epochs, epoch.Loss, epoch.Images, epoch.Correct, epoch.LearningRate, epoch.Seconds);
        }
    }

    private void Retry(StoreWrite.Retry retry)
    {
        var stage = retry.Stage?.Value;
        var asked = Run("INSERT INTO retries (stage, at) VALUES ($1, $2) ON CONFLICT DO NOTHING", stage, ResultText.Of(retry.At));
        if (asked == 0) return;
        Run(
            """
            UPDATE attempts SET retry = (SELECT max(id) FROM retries)
            WHERE outcome = 'failed' AND retry IS NULL AND (CAST($1 AS TEXT) IS NULL OR stage = $1)
            """,
            stage);
    }

    private void CheckStage(AttemptId attempt, string stage)
    {
        var stored = Prepare("SELECT stage FROM attempts WHERE id = $1", attempt.Value).ExecuteScalar() as string;
        if (stored != stage)
            throw new InvalidOperationException($"Attempt {attempt} is one at stage {stored ?? "(none: it was never opened)"}, not at {stage}.");
    }

    private int Run(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    private DbCommand Prepare(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = database.Connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++) command.Parameters.Add(database.Value(i));
            _prepared[sql] = command;
        }
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = database.Storable(values[i]) ?? DBNull.Value;
        return command;
    }
}
