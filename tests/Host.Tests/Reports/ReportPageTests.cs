using System.Diagnostics;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Sweeper.Actors.Specs;
using Sweeper.Host.Reports;
using Sweeper.Host.Reports.Figures;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Reports;

public class ReportPageTests : IDisposable
{
    internal static readonly Lazy<ReportData> Large = new(SyntheticReport.Large);

    private readonly TestFolder _folder = new();

    [Fact]
    public void A_large_report_is_small_enough_to_mail()
    {
        var data = Large.Value;
        // With SWEEPER_REPORTS set to a folder the report is written there, to be looked at.
        var folder = Environment.GetEnvironmentVariable("SWEEPER_REPORTS") is { Length: > 0 } kept ? Path.Combine(kept, "large") : _folder["large"];
        var clock = Stopwatch.StartNew();
        ReportWriter.Write(data, ReportFolder.Open(folder), FontFiles.Find(FontFiles.Folders));
        var page = new FileInfo(Path.Combine(folder, ReportWriter.PageName));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:0.0} s, {page.Length:N0} bytes, {data.Rows.Sum(row => row.Wanted):N0} cells"));
        Assert.Equal(12 * 12 * 15 + 12 * 15, data.Rows.Count);
        Assert.InRange(page.Length, 100_000, 5_000_000);
    }

    [Fact]
    public void The_page_is_well_formed_and_fetches_nothing()
    {
        var page = Read(Page(Large.Value));
        Assert.All(page.Descendants().SelectMany(element => element.Attributes()).Where(attribute => attribute.Name.LocalName is "src" or "href"),
            attribute => Assert.Matches("^(#[a-z]+|figures/[a-z0-9-]+\\.(svg|png)|tables/[a-z0-9-]+\\.(csv|tex))$", attribute.Value));
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "img" or "iframe" or "object");
        var ids = page.Descendants().Select(element => element.Attribute("id")?.Value).Where(id => id is not null).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(page.Descendants().Select(element => element.Attribute("href")?.Value).Where(link => link?.StartsWith('#') == true), link => Assert.Contains(link![1..], ids));
    }

    [Fact]
    public void Every_file_that_the_page_links_to_is_beside_it()
    {
        var folder = _folder["small"];
        ReportWriter.Write(SyntheticReport.Small(), ReportFolder.Open(folder), FontFiles.Find(FontFiles.Folders));
        var links = Read(File.ReadAllText(Path.Combine(folder, ReportWriter.PageName))).Descendants().Select(element => element.Attribute("href")?.Value).Where(link => link?.Contains('/') == true).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(folder, link!)), link));
    }

    [Fact]
    public void Claims_come_first_with_what_decided_them()
    {
        var page = Page(Large.Value);
        Assert.InRange(page.IndexOf("id=\"claims\"", StringComparison.Ordinal), 0, page.IndexOf("id=\"numbers\"", StringComparison.Ordinal));
        var undecided = Read(page).Descendants().Single(element => element.Attribute("class")?.Value == "claim undecided").Value;
        foreach (var part in new[] { "tickets of <small> sources & \"others\" are as good", "−0.40", "−1.30 to +0.50", "n = 5 of 6", "4 more seeds", "seed 2: NaN" }) Assert.Contains(part, undecided);
    }

    [Fact]
    public void A_claim_says_its_unit_and_what_else_a_reader_should_know()
    {
        var made = SyntheticReport.Verdicts(SyntheticReport.Small().Plan);
        var page = Page(SyntheticReport.Small(verdicts: _ =>
        [
            made[0] with { Claim = made[0].Claim with { Expect = ClaimExpectation.Grows }, Notes = ["seeds 4 of at most 12"] },
            made[2] with { HolmP = 1, OppositeHolmP = 0.002 },
        ]));
        Assert.Contains("</span> points a round (95%:", page);
        Assert.Contains("<p class=\"note\">seeds 4 of at most 12</p>", page);
        Assert.Contains("opposite's Holm p 0.002.", page.Replace("&#39;", "'", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_verdicts_the_page_says_so() => Assert.Contains("The sweep file makes no claims", Page(SyntheticReport.Small(verdicts: _ => [])));

    [Fact]
    public void Missing_values_are_counted_wherever_they_touch_something()
    {
        var data = Large.Value;
        var page = Page(data);
        var missing = data.Rows.SelectMany(row => row.Seeds).Count(seed => seed.Accuracy is null);
        Assert.True(missing > 0);
        Assert.Contains($"{missing} of 14,040 cells have no value", page);
        // Tickets of svhn under sgd were trained on every target under either optimizer.
        Assert.All(ReportContents.Of(data).Heatmaps.Where(map => map.Title.Contains("round 30", StringComparison.Ordinal)), map => Assert.Contains("no value", map.Missing));
        Assert.All(ReportContents.Of(data).Curves.Where(chart => chart.Pruned.Title.Contains("sgd", StringComparison.Ordinal) && !chart.Pruned.Title.StartsWith("Transfer between datasets under adam", StringComparison.Ordinal)
            && !chart.Pruned.Title.StartsWith("Found under adam", StringComparison.Ordinal)), chart => Assert.Contains("no value", chart.Pruned.Missing));
        Assert.DoesNotContain("no value", Page(SyntheticReport.Small()));
    }

    [Fact]
    public void Equal_results_give_equal_bytes() => Assert.Equal(Page(SyntheticReport.Small()), Page(SyntheticReport.Small()));

    [Fact]
    public void Names_cannot_break_out_of_the_page()
    {
        const string Evil = "</title></script><img src=x onerror='alert(1)'>&\u0002";
        var data = SyntheticReport.Small(verdicts: plan => [SyntheticReport.Verdicts(plan)[0] with { Claim = SyntheticReport.Verdicts(plan)[0].Claim with { Name = Evil } }]);
        var page = Read(Page(data with { Sweep = data.Sweep with { Name = Evil, File = Evil } }));
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName == "img");
        Assert.Contains("</title></script><img", page.Descendants().First(element => element.Name.LocalName == "h1").Value);
    }

    public void Dispose() => _folder.Dispose();

    internal static string Page(ReportData data) => ReportPage.Write(data, ReportContents.Of(data), hasPictures: true);

    private static XDocument Read(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}
