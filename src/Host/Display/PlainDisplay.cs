using System.Globalization;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Status;
using Sweeper.Host.Output;

namespace Sweeper.Host.Display;

/// <summary>A line for each change and one a minute, for log files and pipes: no escape byte, no carriage return.</summary>
internal sealed class PlainDisplay(StageNames names, TextWriter output) : RunDisplay
{
    private readonly Heartbeat _heartbeat = new();

    public override void Show(SweepSnapshot snapshot)
    {
        if (!_heartbeat.IsDue(snapshot.At)) return;
        var trainings = snapshot.Trainings;
        var failed = trainings.Failed > 0 ? $", {trainings.Failed:N0} failed" : "";
        Write($"{trainings.Done:N0} of {Humans.Count(trainings.Asked, "training")} done, {trainings.Running:N0} running{failed}", snapshot.Fraction, snapshot.TimeLeft);
    }

    public override void Show(SweepEvent change, double fraction, TimeLeft? left)
    {
        if (EventLines.Of(change, names) is { } line) Write(line, fraction, left);
    }

    private void Write(string line, double fraction, TimeLeft? left) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"[{100 * fraction,3:0}%{(left is null ? "" : $" eta {Humans.Range(left)}")}] {TerminalText.Clean(line)}"));
}
