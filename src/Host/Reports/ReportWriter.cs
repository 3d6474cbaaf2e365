using Sweeper.Host.Reports.Figures;
using Sweeper.Host.Reports.Tables;

namespace Sweeper.Host.Reports;

/// <summary>Writes a report: the page, and its figures and tables beside it.</summary>
internal static class ReportWriter
{
    /// <summary>The page's name in its folder.</summary>
    public const string PageName = "report.html";

    /// <summary>Writes all files.</summary>
    /// <param name="data">What the report is made of.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="fonts">For PNGs; null where the machine has none, and then there are none.</param>
    public static void Write(ReportData data, ReportFolder folder, FontFiles? fonts)
    {
        var contents = ReportContents.Of(data);
        using var pictures = fonts is null ? null : new PngImage(fonts);
        folder.Announce(
        [
            PageName, .. contents.Figures.SelectMany(figure => fonts is null ? new[] { $"figures/{figure.Id}.svg" } : [$"figures/{figure.Id}.svg", $"figures/{figure.Id}.png"]),
            .. contents.Tables.SelectMany(table => new[] { $"tables/{table.Id}.csv", $"tables/{table.Id}.tex" }),
        ]);
        foreach (var (id, figure) in contents.Figures)
        {
            folder.Write($"figures/{id}.svg", SvgText.File(figure));
            if (pictures is not null) folder.Write($"figures/{id}.png", pictures.Write(figure));
        }
        foreach (var table in contents.Tables)
        {
            folder.Write($"tables/{table.Id}.csv", text => CsvTable.Write(text, table));
            folder.Write($"tables/{table.Id}.tex", text => LatexTable.Write(text, table));
        }
        folder.Write(PageName, ReportPage.Write(data, contents, pictures is not null));
        folder.Finish();
    }
}
