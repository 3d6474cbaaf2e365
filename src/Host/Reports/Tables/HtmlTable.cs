using System.Text;

namespace Sweeper.Host.Reports.Tables;

/// <summary>Tables as HTML; a wide one scrolls inside its box.</summary>
internal static class HtmlTable
{
    /// <summary>Rows of one table that a page shows; files have all.</summary>
    public const int MostRows = 300;

    // As the style has it: a longer table scrolls in its box, and prints so many rows.
    private const int PrintedRows = 40;

    // Headings whose column is left out where it says the same in every row: what matters comes first on a narrow screen.
    private static readonly string[] Omissible = ["Model", "Pruning", "Tickets"];

    /// <summary>Writes a table.</summary>
    public static void Write(StringBuilder page, ReportTable table)
    {
        // Rows may be made at each reading: the first is made once.
        var first = table.Rows.FirstOrDefault();
        int[] omitted = [.. Enumerable.Range(0, table.Columns.Length).Where(i => Omissible.Contains(table.Columns[i].Name) && table.Rows.Count > 0 && table.Rows.All(row => row[i] == first[i]))];
        int[] shown = [.. Enumerable.Range(0, table.Columns.Length).Except(omitted)];
        var isLong = table.Rows.Count > PrintedRows;
        page.Append($"<figure class=\"table{(isLong ? " long" : "")}\" id=\"table-{table.Id}\">\n<figcaption><b>{Markup.Escape(table.Title)}.</b> {Markup.Escape(table.Caption)}");
        if (omitted.Length > 0) page.Append($" All rows: {Markup.Escape(string.Join(", ", omitted.Select(i => first[i].Words)))}.");
        if (table.Missing is { } missing) page.Append($" <span class=\"missing\">Missing: {Markup.Escape(missing)}.</span>");
        page.Append($" <span class=\"files\"><a href=\"tables/{table.Id}.csv\">CSV</a> <a href=\"tables/{table.Id}.tex\">LaTeX</a></span></figcaption>\n");
        page.Append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").Append(Markup.Escape(table.Title)).Append("\"><table>\n<thead><tr>");
        foreach (var i in shown) page.Append($"<th scope=\"col\"{Class(table.Columns[i])}>{Markup.Escape(table.Columns[i].Name)}</th>");
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows.Take(MostRows))
        {
            page.Append("<tr>");
            foreach (var i in shown) page.Append($"<td{Class(table.Columns[i])}>{Markup.Escape(row[i].Words)}</td>");
            page.Append("</tr>\n");
        }
        page.Append("</tbody></table></div>\n");
        if (table.Rows.Count > MostRows) page.Append($"<p class=\"missing\">The first {MostRows} of {table.Rows.Count} rows; the files have all.</p>\n");
        if (isLong) page.Append($"<p class=\"missing in-print\">Printed: the first {PrintedRows} of {table.Rows.Count} rows; the files have all.</p>\n");
        page.Append("</figure>\n");
    }

    private static string Class(TableColumn column) => column.IsNumber ? " class=\"n\"" : "";
}
