using System.Text;
using System.Text.Json;
using Sweeper.Actors.Results;
using Sweeper.Host.Runs;

namespace Sweeper.Host.Output;

/// <summary><c>logs --json</c>: an object a line, each with its <c>type</c>.</summary>
internal sealed class LogJson(TextWriter output) : ILogOutput
{
    /// <inheritdoc/>
    public void Begin(TrainingEntry? entry, StageHistory history) => WriteLine("training", json =>
    {
        WriteName(json, entry, history);
        json.WriteString("canonical", entry?.Stage.Spec.CanonicalForm ?? history.CanonicalForm);
    });

    /// <inheritdoc/>
    public void Show(LogEntry entry)
    {
        switch (entry)
        {
            case LogEntry.Started started:
                WriteLine("started", json =>
                {
                    json.WriteNumber("attempt", started.Attempt);
                    json.WriteString("at", started.At.UtcDateTime);
                    json.WriteString("trainer", started.Trainer);
                });
                break;
            case LogEntry.Epoch epoch:
                WriteLine("epoch", json => Write(json, epoch));
                break;
            case LogEntry.Ended ended:
                WriteLine("ended", json =>
                {
                    json.WriteNumber("attempt", ended.Attempt);
                    json.WriteString("at", ended.At.UtcDateTime);
                    json.WriteString("outcome", Words.Of(ended.Outcome));
                    json.WriteString("cause", ended.Cause is { } cause ? Words.Of(cause) : null);
                    json.WriteString("message", ended.Message);
                });
                break;
            case LogEntry.Note message:
                WriteLine("message", json =>
                {
                    json.WriteString("at", message.At.UtcDateTime);
                    json.WriteString("text", message.Text);
                });
                break;
        }
    }

    /// <inheritdoc/>
    public void End(TrainingStory story) => WriteLine("state", json => WriteState(json, story));

    /// <summary>Writes a training of the list.</summary>
    public void Listed(TrainingStory story) => WriteLine("listed", json =>
    {
        WriteName(json, story.Entry, story.History);
        json.WriteNumber("attempts", story.History.Attempts.Length);
        WriteState(json, story);
    });

    private static void WriteName(Utf8JsonWriter json, TrainingEntry? entry, StageHistory history)
    {
        json.WriteString("stage", history.Stage.Value);
        json.WriteString("sweep", entry?.Sweep);
        json.WriteString("name", entry?.Name);
        json.WriteString("model", entry?.Model.Text);
        json.WriteString("source", entry?.Source?.Dataset.Display);
        json.WriteString("sourceOptimizer", entry?.Source?.Optimizer);
        json.WriteString("target", entry?.Target.Dataset.Display);
        json.WriteString("targetOptimizer", entry?.Target.Optimizer);
        json.WriteString("ticket", entry is null ? null : Words.Of(entry.Ticket));
        JsonOutput.WriteNumber(json, "round", entry?.Round);
        JsonOutput.WriteNumber(json, "seed", entry?.Seed);
    }

    private static void Write(Utf8JsonWriter json, LogEntry.Epoch epoch)
    {
        json.WriteNumber("attempt", epoch.Attempt);
        json.WriteNumber("epoch", epoch.Record.Epoch);
        json.WriteNumber("epochs", epoch.Record.Epochs);
        json.WriteNumber("loss", epoch.Record.Loss);
        json.WriteNumber("images", epoch.Record.Images);
        JsonOutput.WriteNumber(json, "correct", epoch.Record.Correct);
        json.WriteNumber("learningRate", epoch.Record.LearningRate);
        json.WriteNumber("seconds", epoch.Record.Seconds);
    }

    private static void WriteState(Utf8JsonWriter json, TrainingStory story)
    {
        json.WriteString("state", Words.Of(story.State));
        JsonOutput.WriteNumber(json, "correct", story.History.Result?.Value.Correct);
        JsonOutput.WriteNumber(json, "total", story.History.Result?.Value.Total);
        JsonOutput.WriteNumber(json, "seconds", story.History.Result?.Seconds);
    }

    private void WriteLine(string type, Action<Utf8JsonWriter> write)
    {
        using var line = new MemoryStream();
        JsonOutput.WriteLine(line, json =>
        {
            json.WriteString("type", type);
            write(json);
        });
        output.Write(Encoding.UTF8.GetString(line.ToArray()));
        output.Flush();
    }
}
