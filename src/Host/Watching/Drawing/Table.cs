namespace Sweeper.Host.Watching.Drawing;

/// <summary>A list in columns with a cursor: as many columns as fit, and the rows around the cursor.</summary>
/// <param name="columns">The columns, in the order in which they stand.</param>
internal sealed class Table<T>(params IReadOnlyList<TableColumn<T>> columns)
{
    private const int Marker = 2;
    private const int LeastForSentence = 6;

    /// <summary>A second line below each row; null for none.</summary>
    public Action<Area, T>? Below { get; init; }

    /// <summary>All of the row with the cursor in a line at the end; null for none.</summary>
    public Func<T, string>? Sentence { get; init; }

    /// <summary>Draws it.</summary>
    /// <param name="area">Where.</param>
    /// <param name="rows">The rows that there are.</param>
    /// <param name="cursor">The row with the cursor; null where the keys go elsewhere.</param>
    public void Draw(Area area, IReadOnlyList<T> rows, int? cursor)
    {
        if (cursor is { } row && row < rows.Count && Sentence is { } sentence && area.Height >= LeastForSentence)
        {
            area.Write(0, area.Height - 1, Fitted.Start(sentence(rows[row]), area.Width), Ink.Strong);
            area = area.Rows(0, area.Height - 1);
        }
        var fitting = Fit(area.Width - Marker);
        var x = Marker;
        foreach (var (column, cells) in fitting)
        {
            area.Write(x, 0, column.IsRight ? Fitted.Right(column.Title, cells) : column.Title, Ink.Dim, cells);
            x += cells + 1;
        }
        if (rows.Count == 0) area.Write(Marker, 1, "none", Ink.Dim);
        var lines = Below is null ? 1 : 2;
        var visible = Math.Max(1, (area.Height - 1) / lines);
        var first = Math.Clamp((cursor ?? 0) - visible / 2, 0, Math.Max(0, rows.Count - visible));
        for (var i = first; i < Math.Min(rows.Count, first + visible); i++)
        {
            var line = area.Rows(1 + (i - first) * lines, lines);
            DrawRow(line, fitting, rows[i]);
            if (i == cursor)
            {
                line.Write(0, 0, "▸", Ink.Accent);
                line.Mark(0);
            }
        }
    }

    private void DrawRow(Area line, IReadOnlyList<(TableColumn<T> Column, int Cells)> fitting, T row)
    {
        var x = Marker;
        foreach (var (column, cells) in fitting)
        {
            column.Draw(line.Columns(x, cells).Rows(0, 1), row);
            x += cells + 1;
        }
        Below?.Invoke(line.Columns(Marker, line.Width - Marker).Rows(1, 1), row);
    }

    private IReadOnlyList<(TableColumn<T> Column, int Cells)> Fit(int room)
    {
        var left = room + 1;
        var chosen = new HashSet<TableColumn<T>>();
        foreach (var column in columns.OrderBy(column => column.Rank))
        {
            if (column.Cells + 1 > left) break;
            chosen.Add(column);
            left -= column.Cells + 1;
        }
        return [.. columns.Where(chosen.Contains).Select(column => (column, column.Cells + (column.Grows ? left : 0)))];
    }
}
