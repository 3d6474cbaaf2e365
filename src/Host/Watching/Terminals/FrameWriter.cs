using System.Text;
using Sweeper.Host.Watching.Drawing;

namespace Sweeper.Host.Watching.Terminals;

/// <summary>Makes of frames what is written to a terminal: only lines that are not as they were, in one piece that is shown at once.</summary>
internal sealed class FrameWriter
{
    // Terminals that know this show nothing until its end; others leave it out.
    private const string Begin = "\u001b[?2026h";
    private const string End = "\u001b[?2026l";

    private readonly StringBuilder _text = new();
    private string[] _shown = [];
    private int _width;

    /// <summary>What is on the screen is not known any more: the next frame is written whole.</summary>
    public void Forget() => _shown = [];

    /// <summary>What turns the screen into a frame; empty where it is that already.</summary>
    public string Write(string[] lines, int width)
    {
        var isWhole = lines.Length != _shown.Length || width != _width;
        _text.Clear();
        if (isWhole) _text.Append("\u001b[H\u001b[2J");
        for (var y = 0; y < lines.Length; y++)
        {
            if (!isWhole && lines[y] == _shown[y]) continue;
            _text.Append("\u001b[").Append(y + 1).Append(";1H").Append(lines[y]);
            // Behind the last column there is nothing to clear, and the cursor still stands on it.
            if (Cells(lines[y]) < width) _text.Append("\u001b[K");
        }
        (_shown, _width) = (lines, width);
        return _text.Length == 0 ? "" : $"{Begin}{_text}{End}";
    }

    private static int Cells(string line)
    {
        var (cells, isEscape) = (0, false);
        foreach (var rune in line.EnumerateRunes())
        {
            if (rune.Value == 0x1b) isEscape = true;
            else if (!isEscape) cells += CellWidth.Of(rune);
            else if (rune.Value == 'm') isEscape = false;
        }
        return cells;
    }
}
