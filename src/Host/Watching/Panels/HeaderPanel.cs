using System.Globalization;
using Sweeper.Actors.Status;
using Sweeper.Host.Output;
using Sweeper.Host.Watching.Drawing;

namespace Sweeper.Host.Watching.Panels;

/// <summary>The first lines: which sweep, whether it is well, how far it is, when it is done.</summary>
internal static class HeaderPanel
{
    /// <summary>Its lines.</summary>
    public const int Height = 4;

    private const double SilentAfter = 5;

    public static void Draw(Area area, ConsoleContent content)
    {
        if (content.Snapshot is not { } snapshot)
        {
            area.Write(1, 0, content.Trouble ?? "waiting for the run to say how it stands", content.Trouble is null ? Ink.Dim : Ink.Bad);
            return;
        }
        // Why a run has ended may take long to say.
        var time = Fitted.Start($"{Humans.Time((snapshot.At - snapshot.Started).TotalSeconds)} elapsed   {Left(snapshot)}", area.Width * 2 / 3);
        var state = State(snapshot);
        var name = Fitted.Middle(snapshot.Sweep, Math.Max(8, area.Width - CellWidth.Of(time) - CellWidth.Of(state.Text) - 6));
        area.WriteAll(1, 0, new(name, Ink.Strong), "  ", state);
        area.Columns(0, area.Width - 1).WriteRight(0, time, Ink.Strong);
        Bars.Progress(area, 1, 1, Math.Max(0, area.Width - 10), snapshot.Fraction, Ink.Accent);
        area.Columns(0, area.Width - 1).WriteRight(1, Percent(snapshot.Fraction), Ink.Strong);
        Fields(area, 2, Counts(snapshot.Trainings));
        Fields(area, 3, Health(content, snapshot));
    }

    /// <summary>How long it will still take, no more exactly than is known.</summary>
    internal static string Left(SweepSnapshot snapshot) => snapshot switch
    {
        { State: RunState.Ended } => snapshot.Why is { } why ? $"ended: {why}" : "all done",
        { State: RunState.Paused } => "held",
        { State: RunState.Stopping } => "ends soon",
        { TimeLeft: { } left } => $"{TimeRange.Text(left)} left",
        _ => "measuring",
    };

    private static InkedText State(SweepSnapshot snapshot) => snapshot.State switch
    {
        RunState.Running => new("● running", Ink.Good),
        RunState.Paused => new("‖ paused", Ink.Warn),
        RunState.Stopping => new("■ stopping", Ink.Warn),
        _ when snapshot.Trainings is { Failed: 0, Blocked: 0 } => new("✓ ended", Ink.Good),
        _ => new("✗ ended with failures", Ink.Bad),
    };

    private static IEnumerable<InkedText[]> Counts(TrainingCounts counts)
    {
        yield return [new($"{counts.Done:N0}", Ink.Strong), $"/{counts.Asked:N0} done"];
        yield return [new($"{counts.Running:N0}", Ink.Strong), " running"];
        yield return [new($"{counts.Failed:N0} failed", counts.Failed > 0 ? Ink.Bad : Ink.Plain)];
        yield return [new($"{counts.Blocked:N0} blocked", counts.Blocked > 0 ? Ink.Warn : Ink.Plain)];
        yield return [$"{counts.Ready:N0} ready"];
        yield return [$"{counts.Waiting:N0} waiting"];
        if (counts.Reused > 0) yield return [$"{counts.Reused:N0} reused"];
    }

    private static IEnumerable<InkedText[]> Health(ConsoleContent content, SweepSnapshot snapshot)
    {
        if (content.Trouble is { } trouble) yield return [new($"✗ {trouble}", Ink.Bad)];
        else if (content.SilentSeconds > SilentAfter) yield return [new($"✗ the run was last heard {Humans.Time(content.SilentSeconds)} ago", Ink.Bad)];
        yield return [$"{snapshot.CellsDone:N0} of {snapshot.Cells:N0} cells"];
        if (snapshot.Devices.Length > 0) yield return [Devices(snapshot)];
        var saved = snapshot.TrainingsAlone - snapshot.TrainingsPlanned;
        if (saved > 0) yield return [$"sharing saves {saved:N0} of {snapshot.TrainingsAlone:N0} trainings"];
    }

    private static InkedText Devices(SweepSnapshot snapshot)
    {
        var (hung, silent) = (snapshot.Devices.Count(device => device.IsHung), snapshot.Devices.Count(DevicesPanel.IsSilent));
        var busy = snapshot.Devices.Count(device => device.Stage is not null && !device.IsHung);
        return hung > 0 ? new($"✗ {hung} of {Humans.Count(snapshot.Devices.Length, "device")} hung", Ink.Bad)
            : silent > 0 && snapshot.State != RunState.Ended ? new($"✗ {silent} of {Humans.Count(snapshot.Devices.Length, "device")} silent", Ink.Bad)
            : new($"{busy} of {Humans.Count(snapshot.Devices.Length, "device")} busy");
    }

    // What does not fit is left out whole: half a number is a wrong one.
    private static void Fields(Area area, int y, IEnumerable<InkedText[]> fields)
    {
        var x = 1;
        foreach (var field in fields)
        {
            if (x + field.Sum(text => CellWidth.Of(text.Text)) > area.Width) break;
            x += area.WriteAll(x, y, field) + (area.Width < 100 ? 2 : 3);
        }
    }

    // Cut, not rounded: all is done at 100% and not before.
    private static string Percent(double fraction) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Math.Clamp(fraction, 0, 1) * 1000) / 10:0.0}%");
}
