namespace Sweeper.Host.Watching.Drawing;

/// <summary>A rectangle of a canvas, which nothing that is drawn into it leaves.</summary>
internal readonly record struct Area(Canvas Canvas, int X, int Y, int Width, int Height)
{
    /// <summary>Draws a text from a cell of a line on.</summary>
    /// <returns>The cells that it took.</returns>
    public int Write(int x, int y, string text, Ink ink = Ink.Plain) => Write(x, y, text, ink, Width);

    /// <summary>Draws a text from a cell of a line on, in at most so many cells.</summary>
    /// <returns>The cells that it took.</returns>
    public int Write(int x, int y, string text, Ink ink, int room) =>
        y < 0 || y >= Height || x < 0 || x >= Width ? 0 : Canvas.Write(X + x, Y + y, text, ink, Math.Min(room, Width - x));

    /// <summary>Draws a text that ends with a line.</summary>
    public void WriteRight(int y, string text, Ink ink = Ink.Plain) => Write(Math.Max(0, Width - CellWidth.Of(text)), y, text, ink);

    /// <summary>Draws spans one after the other.</summary>
    /// <returns>The cells that they took.</returns>
    public int WriteAll(int x, int y, params ReadOnlySpan<InkedText> spans)
    {
        var start = x;
        foreach (var span in spans) x += Write(x, y, span.Text, span.Ink);
        return x - start;
    }

    /// <summary>Marks a line as that which the keys move.</summary>
    public void Mark(int y) => Mark(0, y, Width);

    /// <summary>Marks cells of a line as those that the keys move.</summary>
    public void Mark(int x, int y, int cells)
    {
        if (y >= 0 && y < Height) Canvas.Mark(X + x, Y + y, Math.Min(cells, Width - x));
    }

    /// <summary>Some lines of it.</summary>
    public Area Rows(int first, int count) => this with { Y = Y + first, Height = Math.Max(0, Math.Min(count, Height - first)) };

    /// <summary>Some columns of it.</summary>
    public Area Columns(int first, int count) => this with { X = X + first, Width = Math.Max(0, Math.Min(count, Width - first)) };

    /// <summary>A box around it; returns what is inside.</summary>
    public Area Box(string title, string note, bool hasKeys)
    {
        var ink = hasKeys ? Ink.Accent : Ink.Dim;
        if (Width < 4 || Height < 2) return this;
        var rule = new string('─', Width - 2);
        Write(0, 0, $"╭{rule}╮", ink);
        for (var y = 1; y < Height - 1; y++)
        {
            Write(0, y, "│", ink);
            Write(Width - 1, y, "│", ink);
        }
        Write(0, Height - 1, $"╰{rule}╯", ink);
        var after = 2 + Write(2, 0, $" {title} ", hasKeys ? Ink.Accent : Ink.Strong, Width - 4);
        if (note.Length > 0 && after + CellWidth.Of(note) + 4 < Width) Columns(0, Width - 2).WriteRight(0, $" {note} ", Ink.Dim);
        return new(Canvas, X + 2, Y + 1, Width - 4, Height - 2);
    }
}
