using System.Text;

namespace Sweeper.Host.Reports.Tables;

/// <summary>Tables as HTML; a wide one scrolls inside its box.</summary>
internal static class HtmlTable
{
    /// <summary>Rows of one table that a page shows; files have all.</summary>
    public const int MostRows = 300;

    // As the style has it: a longer table scrolls in its box, and prints so many rows.
    private const int PrintedRows = 40;

    // Texts of at most so many characters stay on a line.
    private const int ShortText = 34;

    /// <summary>Writes a table.</summary>
    public static void Write(StringBuilder page, ReportTable table)
    {
        var shown = table.Shown.Where(i => !table.Columns[i].IsInFilesOnly).Select(i => (Index: i, Class: Class(table, i))).ToList();
        var isLong = table.Rows.Count > PrintedRows;
        page.Append($"<figure class=\"table{(isLong ? " long" : "")}\" id=\"table-{table.Id}\">\n<figcaption><b>{Markup.Escape(table.Title)}.</b> {Markup.Escape(table.WholeCaption)}");
        if (table.Missing is { } missing) page.Append($" <span class=\"missing\">Missing: {Markup.Escape(missing)}.</span>");
        page.Append($" <span class=\"files\"><a href=\"tables/{table.Id}.csv\">CSV</a> <a href=\"tables/{table.Id}.tex\">LaTeX</a></span></figcaption>\n");
        page.Append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").Append(Markup.Escape(table.Title)).Append("\"><table>\n<thead><tr>");
        foreach (var (i, style) in shown) page.Append($"<th scope=\"col\"{style}>{Markup.Escape(table.Columns[i].Name)}</th>");
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows.Take(MostRows))
        {
            page.Append("<tr>");
            foreach (var (i, style) in shown) page.Append($"<td{style}>{Cell(row[i])}</td>");
            page.Append("</tr>\n");
        }
        page.Append("</tbody></table></div>\n");
        if (table.Rows.Count > MostRows) page.Append($"<p class=\"missing\">The first {MostRows} of {table.Rows.Count} rows; the files have all.</p>\n");
        if (isLong) page.Append($"<p class=\"missing in-print\">Printed: the first {PrintedRows} of {table.Rows.Count} rows; the files have all.</p>\n");
        page.Append("</figure>\n");
    }

    /// <summary>A cell's words: where they break into lines, a sign stays with its number.</summary>
    public static string Whole(TableCell cell) => cell.Words.Replace("± ", "±\u00A0", StringComparison.Ordinal).Replace("< ", "<\u00A0", StringComparison.Ordinal);

    private static string Cell(TableCell cell) => Markup.Escape(Whole(cell));

    private static string Class(ReportTable table, int column) =>
        table.Columns[column].IsNumber ? " class=\"n\"" : table.Rows.Take(MostRows).All(row => row[column].Words.Length <= ShortText) ? " class=\"s\"" : "";
}
