using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Status;
using Sweeper.Host.Output;

namespace Sweeper.Host.Display;

/// <summary>An event a line as a JSON object, for programs; and once a minute how the run stands.</summary>
/// <param name="names">How trainings are called.</param>
/// <param name="output">Where to.</param>
/// <param name="time">The clock.</param>
internal sealed class JsonDisplay(StageNames names, TextWriter output, TimeProvider time) : RunDisplay
{
    private readonly Heartbeat _heartbeat = new();

    public override void Show(SweepSnapshot snapshot)
    {
        if (!_heartbeat.IsDue(snapshot.At)) return;
        var trainings = snapshot.Trainings;
        Write("status", snapshot.At, new()
        {
            ["fraction"] = snapshot.Fraction,
            ["secondsLeft"] = snapshot.TimeLeft?.Seconds,
            ["asked"] = trainings.Asked,
            ["done"] = trainings.Done,
            ["running"] = trainings.Running,
            ["failed"] = trainings.Failed,
        });
    }

    public override void Show(SweepEvent change, double fraction, TimeLeft? left)
    {
        switch (change)
        {
            case SweepEvent.Started started:
                Write("started", Now, Of(started.Stage, new() { ["trainer"] = started.Trainer.Name }));
                break;
            case SweepEvent.Completed done:
                Write("completed", Now, Of(done.Stage, new() { ["trainer"] = done.Trainer.Name, ["accuracy"] = done.Result.Accuracy, ["seconds"] = done.Seconds, ["fraction"] = fraction }));
                break;
            case SweepEvent.Retried retried:
                Write("failed", Now, Of(retried.Stage, new() { ["cause"] = Words.Of(retried.Failure.Cause), ["message"] = retried.Failure.Message, ["attempt"] = retried.Attempt, ["attempts"] = retried.Attempts }));
                break;
            case SweepEvent.MovedOn moved:
                Write("moved-on", Now, Of(moved.Stage, new() { ["trainer"] = moved.Trainer.Name, ["cause"] = Words.Of(moved.Failure.Cause), ["message"] = moved.Failure.Message }));
                break;
            case SweepEvent.Rests rests:
                Write("rests", Now, new() { ["trainer"] = rests.Trainer.Name, ["seconds"] = rests.Time.TotalSeconds });
                break;
            case SweepEvent.NoDevice none:
                Write("no-device", Now, new() { ["need"] = none.Need.Text, ["trainings"] = none.Stages });
                break;
            case SweepEvent.SetAside aside:
                Write("failed-for-good", Now, Of(aside.Stage, new() { ["cause"] = Words.Of(aside.Trouble.Cause), ["message"] = aside.Trouble.Message, ["blocked"] = aside.BlockedStages }));
                break;
            case SweepEvent.Rebuilding again:
                Write("rebuilding", Now, Of(again.Stage, new() { ["message"] = again.Why }));
                break;
            case SweepEvent.SeedsAdded added:
                Write("seeds-added", Now, new() { ["comparison"] = added.Comparison, ["seeds"] = added.Seeds, ["halfWidth"] = added.HalfWidth, ["trainings"] = added.Opened.Count });
                break;
            case SweepEvent.Paused:
                Write("paused", Now, []);
                break;
            case SweepEvent.Resumed:
                Write("resumed", Now, []);
                break;
            case SweepEvent.Revived revived:
                Write("retried", Now, new() { ["trainings"] = revived.Failed.Count });
                break;
            case SweepEvent.Stopping stopping:
                Write("stopping", Now, new() { ["message"] = stopping.Why });
                break;
            case SweepEvent.Ended ended:
                Write("ended", Now, new() { ["how"] = Words.Of(ended.Ending.Kind), ["message"] = ended.Ending.Why });
                break;
        }
    }

    /// <summary>Says something beside the progress.</summary>
    public override void Say(string line) => Write("message", Now, new() { ["message"] = line });

    private DateTimeOffset Now => time.GetUtcNow();

    private JsonObject Of(PlannedStage stage, JsonObject values)
    {
        values.Insert(0, "stage", stage.Key.Value);
        values.Insert(1, "training", names.Of(stage));
        return values;
    }

    private void Write(string word, DateTimeOffset at, JsonObject values)
    {
        values.Insert(0, "event", word);
        values.Insert(1, "at", at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        try
        {
            output.WriteLine(values.ToJsonString(JsonSerializerOptions.Default));
        }
        catch (IOException)
        {
            // Nobody listens any more, or the disk is full: the run goes on, and its end says how it went.
        }
    }
}
