using System.Diagnostics;
using System.Xml;
using System.Xml.Linq;
using Sweeper.Actors.Specs;
using Sweeper.Host.Reports;
using Sweeper.Host.Reports.Figures;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Reports;

public class ReportPageTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void A_large_report_is_small_enough_to_mail()
    {
        var clock = Stopwatch.StartNew();
        var data = SyntheticReport.Large();
        var made = clock.Elapsed;
        clock.Restart();
        // With SWEEPER_REPORTS set to a folder the report is written there, to be looked at.
        var folder = Environment.GetEnvironmentVariable("SWEEPER_REPORTS") is { Length: > 0 } kept ? Path.Combine(kept, "large") : _folder["large"];
        ReportWriter.Write(data, ReportFolder.Open(folder), FontFiles.Find(FontFiles.Folders));
        var page = new FileInfo(Path.Combine(folder, ReportWriter.PageName));
        TestContext.Current.SendDiagnosticMessage($"data {made}, report {clock.Elapsed}, {page.Length:N0} bytes, {data.Rows.Sum(row => row.Wanted):N0} cells");
        Assert.InRange(page.Length, 100_000, 5_000_000);
        Assert.Equal(12 * 12 * 15 + 12 * 15, data.Rows.Count);
    }

    public void Dispose() => _folder.Dispose();
}
