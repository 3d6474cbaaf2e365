using System.Globalization;
using System.Text;

namespace Sweeper.Host.Reports.Tables;

/// <summary>Tables as LaTeX, for \input: a floating table, or from some length on a longtable, which breaks over pages.</summary>
internal static class LatexTable
{
    private const int MostRowsOfFloat = 40;
    private const string Rule = "\\hline\\noalign{\\smallskip}\n";

    // Of an article's text, in points.
    private const double TextWidth = 345;

    // Longer texts are set as paragraphs nine em wide, about eighteen characters.
    private const int LongText = 30;
    private const int ParagraphWidth = 18;

    // A digit and the space beside a column, in points; from the last size on a table is wider than the text.
    private static readonly (double Digit, double Space, string Command)[] Sizes =
        [(5, 6, ""), (4.6, 4, "\\small\\setlength{\\tabcolsep}{4pt}\n"), (4.25, 3, "\\footnotesize\\setlength{\\tabcolsep}{3pt}\n"), (3.98, 2, "\\scriptsize\\setlength{\\tabcolsep}{2pt}\n")];

    /// <summary>Writes a table; the text is UTF-8 or ASCII alike. Rows are read twice: for the widths of columns, and to be written.</summary>
    public static void Write(TextWriter output, ReportTable table)
    {
        var columns = Columns(table);
        var heading = string.Join(" & ", columns.Select(column => Heading(column.Heading, column.IsNumber))) + $" \\\\\n{Rule}";
        var format = string.Concat(columns.Select(column => column.Format));
        var caption = $"\\caption{{{Escape(table.Title)}. {Escape(table.WholeCaption)}{(table.Missing is { } missing ? $" Missing: {Escape(missing)}." : "")}}}\n\\label{{tab:{table.Id}}}";
        var characters = columns.Sum(column => Math.Max(column.Width, column.Heading.Max(line => line.Length)));
        var size = Sizes.Where(size => characters * size.Digit + 2 * columns.Count * size.Space <= TextWidth).Append(Sizes[^1]).First().Command;
        var isLong = table.Rows.Count > MostRowsOfFloat;
        output.Write(isLong
            ? $"% needs \\usepackage{{longtable}}\n\\begingroup\n{size}\\begin{{longtable}}{{{format}}}\n{caption} \\\\\n{Rule}{heading}\\endfirsthead\n{Rule}{heading}\\endhead\n\\hline\n\\endfoot\n"
            : $"\\begin{{table}}\n\\centering\n{caption}\n{size}\\begin{{tabular}}{{{format}}}\n{Rule}{heading}");
        foreach (var row in table.Rows) output.Write(string.Join(" & ", columns.Select(column => Escape(row[column.Index].Words))) + " \\\\\n");
        output.Write(isLong ? "\\end{longtable}\n\\endgroup\n" : "\\hline\n\\end{tabular}\n\\end{table}\n");
    }

    private static List<(int Index, int Width, bool IsNumber, string Format, IReadOnlyList<string> Heading)> Columns(ReportTable table)
    {
        var widths = new int[table.Columns.Length];
        foreach (var row in table.Rows)
            for (var i = 0; i < widths.Length; i++) widths[i] = Math.Max(widths[i], row[i].Words.Length);
        return
        [
            .. table.Shown.Select(i => (
                i, Math.Min(widths[i], table.Columns[i].IsNumber || widths[i] <= LongText ? widths[i] : ParagraphWidth), table.Columns[i].IsNumber,
                table.Columns[i].IsNumber ? "r" : widths[i] <= LongText ? "l" : "p{9em}", Lines(table.Columns[i].Name, widths[i]))),
        ];
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

    private static string Heading(IReadOnlyList<string> lines, bool isNumber) =>
        lines.Count == 1 ? Escape(lines[0]) : $"\\shortstack[{(isNumber ? 'r' : 'l')}]{{{string.Join("\\\\", lines.Select(Escape))}}}";

    // A heading in lines that are no wider than its column's cells, where its words allow.
    private static List<string> Lines(string heading, int width)
    {
        var lines = new List<string>();
        foreach (var part in heading.Split('\n'))
        {
            var line = "";
            foreach (var word in part.Split(' '))
            {
                if (line.Length > 0 && line.Length + 1 + word.Length > width)
                {
                    lines.Add(line);
                    line = word;
                }
                else line = line.Length == 0 ? word : $"{line} {word}";
            }
            lines.Add(line);
        }
        return lines;
    }
}
