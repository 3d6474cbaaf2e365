using System.Text;

namespace Sweeper.Host.Reports.Tables;

/// <summary>Tables as LaTeX, for \input: a table environment in the manner of the booktabs package, which the document must load.</summary>
internal static class LatexTable
{
    public static void Write(TextWriter output, ReportTable table)
    {
        output.Write("% needs \\usepackage{booktabs}\n\\begin{table}\n\\centering\n");
        output.Write($"\\caption{{{Escape(table.Title)}. {Escape(table.Caption)}{(table.Missing is { } missing ? $" Missing: {Escape(missing)}." : "")}}}\n\\label{{tab:{table.Id}}}\n");
        output.Write($"\\begin{{tabular}}{{{string.Concat(table.Columns.Select(column => column.IsNumber ? 'r' : 'l'))}}}\n\\toprule\n");
        output.Write(string.Join(" & ", table.Columns.Select(column => Escape(column.Name))) + " \\\\\n\\midrule\n");
        foreach (var row in table.Rows) output.Write(string.Join(" & ", row.Select(cell => Escape(cell.Words))) + " \\\\\n");
        output.Write("\\bottomrule\n\\end{tabular}\n\\end{table}\n");
    }

    /// <summary>A text in which nothing means something to LaTeX; line breaks become blanks, so that none ends the caption's paragraph.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            escaped.Append(letter switch
            {
                '\\' => "\\textbackslash{}",
                '{' or '}' or '$' or '&' or '#' or '%' or '_' => $"\\{letter}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                '<' => "\\textless{}",
                '>' => "\\textgreater{}",
                '−' => "$-$",
                '±' => "$\\pm$",
                '≥' => "$\\geq$",
                '…' => "\\ldots{}",
                _ when char.IsControl(letter) => " ",
                // A table may begin a row with it: \\[ would be a distance.
                '[' => "{[}",
                ']' => "{]}",
                _ => letter.ToString(),
            });
        }
        return escaped.ToString();
    }
}
