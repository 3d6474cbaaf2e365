using System.Buffers;
using System.Text;
using Spectre.Console;

namespace Sweeper.Host.Watching.Drawing;

/// <summary>
/// A frame while it is drawn: cells that hold a character and its ink. Nothing is drawn beside it, whatever is asked for, and control characters become
/// question marks, as in <see cref="Display.TerminalText"/>: no text brings escapes.
/// </summary>
internal sealed class Canvas : IDisposable
{
    private const int SecondHalf = 0;
    private readonly Cell[] _cells;
    private readonly ConsoleStyle _style;

    public Canvas(int width, int height, ConsoleStyle style)
    {
        (Width, Height, _style) = (Math.Max(width, 0), Math.Max(height, 0), style);
        // A frame's cells are many, and frames come four times a second for days.
        _cells = ArrayPool<Cell>.Shared.Rent(Width * Height);
        Array.Fill(_cells, new Cell { Rune = ' ' }, 0, Width * Height);
    }

    /// <summary>Cells in a line.</summary>
    public int Width { get; }

    /// <summary>Lines.</summary>
    public int Height { get; }

    /// <summary>Whether colours are drawn.</summary>
    public bool HasColours => _style.Colours != ColorSystem.NoColors;

    /// <summary>All of it.</summary>
    public Area Whole => new(this, 0, 0, Width, Height);

    /// <summary>Draws a text from a cell on, in at most so many cells.</summary>
    /// <returns>The cells that it took.</returns>
    public int Write(int x, int y, string text, Ink ink, int room)
    {
        if (y < 0 || y >= Height || x < 0) return 0;
        room = Math.Min(room, Width - x);
        var taken = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            // The only glyph that takes two letters.
            if (_style.Ascii && rune.Value == '±')
            {
                taken += Write(x + taken, y, "+-", ink, room - taken);
                continue;
            }
            var cells = Rune.IsControl(rune) ? 1 : CellWidth.Of(rune);
            if (cells == 0) continue;
            if (taken + cells > room) break;
            Put(x + taken, y, rune, cells, ink);
            taken += cells;
        }
        return taken;
    }

    /// <summary>Marks cells as those that the keys move.</summary>
    public void Mark(int x, int y, int cells)
    {
        if (y < 0 || y >= Height) return;
        for (var i = Math.Max(x, 0); i < Math.Min(x + cells, Width); i++) _cells[y * Width + i].IsMarked = true;
    }

    /// <summary>The lines, with escapes for colours where the style has any, without blanks at their ends.</summary>
    public string[] Lines()
    {
        var lines = new string[Height];
        var text = new StringBuilder(2 * Width);
        for (var y = 0; y < Height; y++) lines[y] = Line(_cells.AsSpan(y * Width, Width), text);
        return lines;
    }

    /// <summary>Ends the use of its cells.</summary>
    public void Dispose() => ArrayPool<Cell>.Shared.Return(_cells);

    private void Put(int x, int y, Rune rune, int cells, Ink ink)
    {
        var at = y * Width + x;
        // Half of a wide character is none: what is left of one that is drawn over becomes blank.
        if (_cells[at].Rune == SecondHalf && x > 0) _cells[at - 1].Rune = ' ';
        if (x + cells < Width && _cells[at + cells].Rune == SecondHalf) _cells[at + cells].Rune = ' ';
        var shown = Rune.IsControl(rune) ? '?' : rune.Value;
        if (_style.Ascii)
        {
            for (var i = 0; i < cells; i++) _cells[at + i] = new() { Rune = i == 0 ? AsciiGlyphs.Of(shown) : ' ', Ink = (byte)ink };
            return;
        }
        _cells[at] = new() { Rune = shown, Ink = (byte)ink };
        if (cells == 2) _cells[at + 1] = new() { Rune = SecondHalf, Ink = (byte)ink };
    }

    private string Line(ReadOnlySpan<Cell> cells, StringBuilder text)
    {
        text.Clear();
        var last = cells.Length;
        while (last > 0 && cells[last - 1] is { Rune: ' ', IsMarked: false, Ink: < (byte)Ink.Heat }) last--;
        var (ink, isMarked) = ((byte)Ink.Plain, false);
        foreach (ref readonly var cell in cells[..last])
        {
            if (cell.Rune == SecondHalf) continue;
            if (cell.Ink != ink || cell.IsMarked != isMarked) Turn(text, (Ink)(ink = cell.Ink), isMarked = cell.IsMarked);
            if (cell.Rune <= char.MaxValue) text.Append((char)cell.Rune);
            else text.Append(new Rune(cell.Rune).ToString());
        }
        if (ink != (byte)Ink.Plain || isMarked) Turn(text, Ink.Plain, false);
        return text.ToString();
    }

    private void Turn(StringBuilder text, Ink ink, bool isMarked)
    {
        if (_style.Colours == ColorSystem.NoColors) return;
        text.Append("\u001b[0");
        // A marked line is of one colour: reversed patches of several cannot be read.
        if (isMarked) text.Append(";7");
        else if (InkColours.Parameters(ink, _style.Colours) is { Length: > 0 } parameters) text.Append(';').Append(parameters);
        text.Append('m');
    }

    private struct Cell
    {
        public int Rune;
        public byte Ink;
        public bool IsMarked;
    }
}
