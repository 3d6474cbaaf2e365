using System.Data.Common;
using Dapper;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Results;

/// <summary>Reads how stages came to their results.</summary>
internal static class HistoryReader
{
    /// <summary>The history of one stage; a database of an older format has no epochs and messages.</summary>
    public static StageHistory Read(ResultDatabase database, StageKey stage)
    {
        var connection = database.Connection;
        // One moment of the database: an attempt that closes meanwhile is either open or has its result.
        using var transaction = database.Moment();
        var hasRecords = database.Format >= ResultSchema.RecordsSince;
        var of = new { stage = stage.Value };
        var canonical = connection.ExecuteScalar<string?>("SELECT canonical FROM stages WHERE key = @stage", of, transaction);
        var epochs = hasRecords ? Epochs(connection, transaction, stage) : [];
        var attempts = connection
            .Query<(long Id, string Trainer, string OpenedAt, string? ClosedAt, string? Outcome, string? Cause, string? Message)>(
                "SELECT id, trainer, opened_at, closed_at, outcome, cause, message FROM attempts WHERE stage = @stage ORDER BY id", of, transaction)
            .Select(row => new StoredAttempt
            {
                Id = new(row.Id),
                Trainer = row.Trainer,
                OpenedAt = ResultText.Time(row.OpenedAt),
                ClosedAt = row.ClosedAt is null ? null : ResultText.Time(row.ClosedAt),
                Outcome = ResultText.Outcome(row.Outcome),
                Cause = row.Cause is null ? null : ResultText.Cause(row.Cause),
                Message = row.Message,
                Epochs = [.. epochs.GetValueOrDefault(row.Id, [])],
            });
        var messages = hasRecords
            ? connection.Query<(string At, string Text)>("SELECT at, text FROM messages WHERE stage = @stage ORDER BY at, text", of, transaction)
            : [];
        var result = connection.Query<(int Correct, int Total, long Masked, long Prunable, double Seconds)>(
            "SELECT correct, total, masked, prunable, seconds FROM results WHERE stage = @stage ORDER BY id LIMIT 1", of, transaction).ToList();
        return new(stage, canonical, [.. attempts], [.. messages.Select(row => new StoredMessage(ResultText.Time(row.At), row.Text))],
            result is [var (correct, total, masked, prunable, seconds)] ? (new StoredResult(correct, total, masked, prunable), seconds) : null);
    }

    /// <summary>The stages whose latest attempts are the latest of all, the open ones before the others.</summary>
    public static List<StageKey> Latest(DbConnection connection, int most) =>
    [
        .. connection.Query<string>(
            "SELECT stage FROM attempts GROUP BY stage ORDER BY max(CASE WHEN closed_at IS NULL THEN id END) DESC NULLS LAST, max(id) DESC LIMIT @most", new { most })
            .Select(key => new StageKey(key)),
    ];

    private static Dictionary<long, List<EpochRecord>> Epochs(DbConnection connection, DbTransaction transaction, StageKey stage)
    {
        var epochs = new Dictionary<long, List<EpochRecord>>();
        using var rows = connection.ExecuteReader(
            """
            SELECT attempt, epoch, epochs, loss, images, correct, learning_rate, seconds FROM epochs
            WHERE attempt IN (SELECT id FROM attempts WHERE stage = @stage) ORDER BY attempt, epoch
            """,
            new { stage = stage.Value }, transaction);
        while (rows.Read())
        {
            if (!epochs.TryGetValue(rows.GetInt64(0), out var curve)) epochs[rows.GetInt64(0)] = curve = [];
            curve.Add(new EpochRecord(
                rows.GetInt32(1), rows.GetInt32(2), rows.GetDouble(3), rows.GetInt32(4), rows.IsDBNull(5) ? null : rows.GetInt32(5), rows.GetDouble(6), rows.GetDouble(7)));
        }
        return epochs;
    }
}
