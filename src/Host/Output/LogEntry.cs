using Sweeper.Actors.Results;
using Sweeper.Training.Stages;

namespace Sweeper.Host.Output;

/// <summary>One thing that happened to a training. Attempts are numbered from 1 for each training.</summary>
internal abstract record LogEntry
{
    /// <summary>An attempt began.</summary>
    public sealed record Started(int Attempt, DateTimeOffset At, string Trainer) : LogEntry;

    /// <summary>An epoch of an attempt ended.</summary>
    public sealed record Epoch(int Attempt, EpochRecord Record) : LogEntry;

    /// <summary>An attempt ended; a completed one with its result and the seconds that the training took.</summary>
    public sealed record Ended(
        int Attempt, DateTimeOffset At, AttemptOutcome Outcome, FailureCause? Cause, string? Message, (StoredResult Value, double Seconds)? Result) : LogEntry;

    /// <summary>Something was decided.</summary>
    public sealed record Note(DateTimeOffset At, string Text) : LogEntry;

    /// <summary>A history in order; what comes later never changes what came before.</summary>
    public static IEnumerable<LogEntry> Of(StageHistory history)
    {
        var messages = new Queue<StoredMessage>(history.Messages);
        foreach (var (index, attempt) in history.Attempts.Index())
        {
            // A failure's message has the time of the next attempt where a trainer waited for one.
            while (messages.TryPeek(out var message) && message.At <= attempt.OpenedAt) yield return Of(messages.Dequeue());
            yield return new Started(index + 1, attempt.OpenedAt, attempt.Trainer);
            foreach (var epoch in attempt.Epochs) yield return new Epoch(index + 1, epoch);
            if (attempt.ClosedAt is not { } closed) continue;
            yield return new Ended(
                index + 1, closed, attempt.Outcome, attempt.Cause, attempt.Message, attempt.Outcome == AttemptOutcome.Completed ? history.Result : null);
        }
        while (messages.TryDequeue(out var message)) yield return Of(message);
    }

    private static Note Of(StoredMessage message) => new(message.At, message.Text);
}
