using System.Text;

namespace Sweeper.Host.Reports.Tables;

/// <summary>Tables as HTML; a wide one scrolls inside its box.</summary>
internal static class HtmlTable
{
    /// <summary>Rows of one table that a page shows; files have all.</summary>
    public const int MostRows = 300;

    public static void Write(StringBuilder page, ReportTable table)
    {
        page.Append($"<figure class=\"table\" id=\"{table.Id}\">\n<figcaption><b>{Markup.Escape(table.Title)}.</b> {Markup.Escape(table.Caption)}");
        if (table.Missing is { } missing) page.Append($" <span class=\"missing\">Missing: {Markup.Escape(missing)}.</span>");
        page.Append($" <span class=\"files\"><a href=\"tables/{table.Id}.csv\">CSV</a> <a href=\"tables/{table.Id}.tex\">LaTeX</a></span></figcaption>\n");
        page.Append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").Append(Markup.Escape(table.Title)).Append("\"><table>\n<thead><tr>");
        foreach (var column in table.Columns) page.Append($"<th scope=\"col\"{Class(column)}>{Markup.Escape(column.Name)}</th>");
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows.Take(MostRows))
        {
            page.Append("<tr>");
            for (var i = 0; i < row.Length; i++) page.Append($"<td{Class(table.Columns[i])}>{Markup.Escape(row[i].Words)}</td>");
            page.Append("</tr>\n");
        }
        page.Append("</tbody></table></div>\n");
        if (table.Rows.Length > MostRows) page.Append($"<p class=\"missing\">The first {MostRows} of {table.Rows.Length} rows; the files have all.</p>\n");
        page.Append("</figure>\n");
    }

    private static string Class(TableColumn column) => column.IsNumber ? " class=\"n\"" : "";
}
