using System.Globalization;
using System.Text;

namespace Sweeper.Host.Reports.Tables;

/// <summary>Tables as LaTeX, for \input: a floating table, or from some length on a longtable, which breaks over pages.</summary>
internal static class LatexTable
{
    private const int MostRowsOfFloat = 40;

    // Characters that a line of an article holds at each size, with the space between columns that goes with it.
    private static readonly (int Characters, string Command)[] Sizes =
        [(70, ""), (85, "\\small\\setlength{\\tabcolsep}{4pt}\n"), (105, "\\footnotesize\\setlength{\\tabcolsep}{3pt}\n"), (int.MaxValue, "\\scriptsize\\setlength{\\tabcolsep}{2pt}\n")];

    /// <summary>The table's text, UTF-8 or ASCII alike.</summary>
    public static string Write(ReportTable table)
    {
        int[] shown = [.. table.Shown];
        var heading = string.Join(" & ", shown.Select(i => Heading(table.Columns[i].Name)));
        var format = string.Concat(shown.Select(i => table.Columns[i].IsNumber ? 'r' : 'l'));
        var caption = $"\\caption{{{Escape(table.Title)}. {Escape(table.WholeCaption)}{(table.Missing is { } missing ? $" Missing: {Escape(missing)}." : "")}}}\n\\label{{tab:{table.Id}}}";
        var size = Sizes.First(size => Width(table, shown) <= size.Characters).Command;
        var isLong = table.Rows.Length > MostRowsOfFloat;
        var text = new StringBuilder();
        text.Append(isLong
            ? $"% needs \\usepackage{{longtable}}\n\\begingroup\n{size}\\begin{{longtable}}{{{format}}}\n{caption} \\\\\n\\hline\n{heading} \\\\\n\\hline\n\\endfirsthead\n\\hline\n{heading} \\\\\n\\hline\n\\endhead\n\\hline\n\\endfoot\n"
            : $"\\begin{{table}}\n\\centering\n{caption}\n{size}\\begin{{tabular}}{{{format}}}\n\\hline\n{heading} \\\\\n\\hline\n");
        foreach (var row in table.Rows) text.Append(string.Join(" & ", shown.Select(i => Escape(row[i].Words)))).Append(" \\\\\n");
        return text.Append(isLong ? "\\end{longtable}\n\\endgroup\n" : "\\hline\n\\end{tabular}\n\\end{table}\n").ToString();
    }

    /// <summary>
    /// A text in which nothing means something to LaTeX, in ASCII and the accented letters that every LaTeX since 2018 reads; other
    /// characters by their number. Line breaks become blanks, so that none ends the caption's paragraph.
    /// </summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '\\' => "\\textbackslash{}",
                '{' or '}' or '$' or '&' or '#' or '%' or '_' => $"\\{rune}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                '<' => "\\textless{}",
                '>' => "\\textgreater{}",
                '|' => "\\textbar{}",
                // Two of them would become another character.
                '-' or '\'' or '`' or ',' when escaped.Length > 0 && escaped[^1] == rune.Value => $"{{}}{rune}",
                // A row may begin with them, and after \\\\ they would be options of it.
                '[' => "{[}",
                ']' => "{]}",
                '*' => "{*}",
                '\u2212' => "$-$",
                '±' => "$\\pm$",
                '×' => "$\\times$",
                '÷' => "$\\div$",
                '≥' => "$\\geq$",
                '…' => "\\ldots{}",
                _ when Rune.IsControl(rune) => " ",
                _ when rune.IsAscii || rune.Value is >= 0xC0 and <= 0xFF and not (0xD0 or 0xDE or 0xF0 or 0xFE) => rune.ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $"{{[}}U+{rune.Value:X4}{{]}}"),
            });
        }
        return escaped.ToString();
    }

    private static string Heading(string name) => name.Contains('\n', StringComparison.Ordinal)
        ? $"\\shortstack[r]{{{string.Join("\\\\", name.Split('\n').Select(Escape))}}}"
        : Escape(name);

    private static int Width(ReportTable table, int[] shown) =>
        shown.Sum(i => 2 + table.Rows.Select(row => row[i].Words.Length).Append(table.Columns[i].Name.Split('\n').Max(line => line.Length)).Max());
}
