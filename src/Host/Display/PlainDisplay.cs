using System.Globalization;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Status;
using Sweeper.Host.Output;

namespace Sweeper.Host.Display;

/// <summary>A line for each change, for log files and pipes: no escape byte, no carriage return.</summary>
internal sealed class PlainDisplay(StageNames names, TextWriter output) : RunDisplay
{
    public override void Show(SweepSnapshot snapshot)
    {
    }

    public override void Show(SweepEvent change, double fraction, TimeLeft? left)
    {
        if (EventLines.Of(change, names) is not { } line) return;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"[{100 * fraction,3:0}%{(left is null ? "" : $" eta {Humans.Range(left)}")}] {TerminalText.Clean(line)}"));
    }
}
