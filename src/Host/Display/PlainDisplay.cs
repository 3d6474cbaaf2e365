using System.Globalization;
using Sweeper.Actors.Coordination;
using Sweeper.Host.Output;

namespace Sweeper.Host.Display;

/// <summary>A line for each change, for log files and pipes: no escape byte, no carriage return.</summary>
internal sealed class PlainDisplay(StageNames names, TextWriter output) : RunDisplay
{
    public override void Show(SweepStatus status, ProgressEstimate progress)
    {
    }

    public override void Show(SweepEvent change, SweepStatus? status, ProgressEstimate progress)
    {
        if (EventLines.Of(change, names) is not { } line) return;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"[{100 * progress.Fraction,3:0}%{(progress.SecondsLeft is { } left ? $" eta {Humans.Time(left)}" : "")}] {TerminalText.Clean(line)}"));
    }
}
