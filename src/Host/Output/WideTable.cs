using Spectre.Console;

namespace Sweeper.Host.Output;

/// <summary>A table as text of any length, in the look of <see cref="PlainTables"/>: a row is made twice, for its width and to be written, and never kept.</summary>
internal static class WideTable
{
    private const string Gap = "   ";
    private const string Margin = "  ";

    /// <summary>Writes a table.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="columns">The headings.</param>
    /// <param name="rows">A cell a column each; the same at each enumeration.</param>
    public static void Write(TextWriter output, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. columns.Select(WidthOf)];
        foreach (var row in rows)
        {
            for (var i = 0; i < widths.Length; i++) widths[i] = Math.Max(widths[i], WidthOf(row[i]));
        }
        output.WriteLine();
        WriteLine(columns);
        output.WriteLine(new string('─', widths.Sum() + Gap.Length * (widths.Length - 1) + 2 * Margin.Length));
        foreach (var row in rows) WriteLine(row);

        void WriteLine(IReadOnlyList<string> cells)
        {
            var last = cells.Count - 1;
            while (last >= 0 && cells[last].Length == 0) last--;
            output.Write(Margin);
            for (var i = 0; i <= last; i++)
            {
                output.Write(cells[i]);
                if (i < last) output.Write(new string(' ', widths[i] - WidthOf(cells[i]) + Gap.Length));
            }
            output.WriteLine();
        }
    }

    private static int WidthOf(string text) => text.GetCellWidth();
}
