using System.Globalization;
using Sweeper.Actors.Results;
using Sweeper.Host.Display;
using Sweeper.Host.Runs;
using Sweeper.Training.Stages;

namespace Sweeper.Host.Output;

/// <summary><c>logs</c> as text: what a training is, a line for each thing that happened to it, and how it stands.</summary>
internal sealed class LogText(TextWriter output) : ILogOutput
{
    /// <inheritdoc/>
    public void Begin(TrainingEntry? entry, StageHistory history)
    {
        // Of a stage that no sweep asks for any more its canonical form is known.
        var fields = entry?.Fields ?? [("stage", history.Stage.Value), .. (history.CanonicalForm ?? "").Split('\n').Select(line => line.Split(' ', 2)).Where(line => line.Length == 2).Select(line => (line[0], line[1]))];
        foreach (var (name, value) in fields) WriteLine($"{name,-10} {value}");
    }

    /// <inheritdoc/>
    public void Show(LogEntry entry) => WriteLine(entry is LogEntry.Epoch epoch ? Line(epoch.Record) : Dated(entry) is var (at, text) ? $"{Time(at)}  {text}" : "");

    /// <inheritdoc/>
    public void End(TrainingStory story) => WriteLine($"{"state",-10} {StateOf(story)}");

    /// <summary>What happened, and when; null for an epoch, whose time is not recorded.</summary>
    public static (DateTimeOffset At, string Text)? Dated(LogEntry entry) => entry switch
    {
        LogEntry.Started started => (started.At, $"attempt {started.Attempt} on {started.Trainer}"),
        LogEntry.Ended ended => (ended.At, $"attempt {ended.Attempt} {How(ended)}"),
        LogEntry.Note message => (message.At, message.Text),
        _ => null,
    };

    /// <summary>How a training stands.</summary>
    public static string StateOf(TrainingStory story) => story.State switch
    {
        TrainingState.NotStarted => "not started yet",
        TrainingState.Running => $"running on {story.Last!.Trainer}",
        TrainingState.Abandoned => "the process that had it has ended; the next run counts that as a crash and tries again",
        TrainingState.Unfinished => "not finished; a run tries it again",
        TrainingState.Done => $"done: {Result(story.History.Result)}",
        _ => $"failed for good; `sweeper retry {story.History.Stage.Short}` lets the next run try it again",
    };

    private static string Line(EpochRecord epoch)
    {
        var width = epoch.Epochs.ToString(CultureInfo.InvariantCulture).Length;
        return string.Create(CultureInfo.InvariantCulture,
            $"  epoch {epoch.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(width)}/{epoch.Epochs}  loss {epoch.Loss,-7:0.0000}"
            + $"{(epoch.Accuracy is { } accuracy ? $"  train {Humans.Points(accuracy),6}%" : "")}  lr {epoch.LearningRate,-9:G4}"
            + $"  {Humans.Seconds(epoch.Seconds),6}  {epoch.Images / epoch.Seconds,9:N0} images/s");
    }

    private static string How(LogEntry.Ended ended) => ended.Outcome switch
    {
        AttemptOutcome.Completed => $"completed: {Result(ended.Result)}",
        AttemptOutcome.Failed => $"failed ({Words.Of(ended.Cause!.Value)}): {ended.Message}",
        _ => $"dropped{(ended.Message is { } why ? $": {why}" : "")}",
    };

    private static string Result((StoredResult Value, double Seconds)? result) => result is not var (value, seconds) ? "" : string.Create(
        CultureInfo.InvariantCulture, $"{Humans.Points(value.Accuracy)}% ({value.Correct:N0} of {value.Total:N0} test images) in {Humans.Seconds(seconds)}");

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private void WriteLine(string line)
    {
        output.WriteLine(TerminalText.Clean(line.TrimEnd()));
        output.Flush();
    }
}
