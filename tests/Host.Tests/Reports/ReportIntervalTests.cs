using System.Globalization;
using Sweeper.Actors.Statistics;
using Sweeper.Host.Reports;
using Sweeper.Host.Reports.Tables;

namespace Sweeper.Host.Tests.Reports;

/// <summary>A report of adaptive seeds says of each interval at what level it is: 99.5% with ten looks, but for comparisons that claims do not make.</summary>
public class ReportIntervalTests
{
    private static readonly Lazy<ReportData> Adaptive = new(() => SyntheticReport.Of(
        SyntheticReport.Plan("adaptive", ["fashion-mnist", "svhn", "cifar-10"], "[sgd]", "{min: 2, max: 11, until: {ci95_halfwidth: 0.4}}", "5", "{rounds: all}"), isWhole: true));

    private static readonly Lazy<ReportContents> Contents = new(() => ReportContents.Of(Adaptive.Value));

    [Fact]
    public void Charts_and_tables_of_accuracies_say_their_level()
    {
        Assert.All(Contents.Value.Curves, chart => Assert.Contains("bands Student's 99.5% intervals (95% over 10 looks) of the mean", chart.Pruned.Caption));
        Assert.All(Contents.Value.Accuracies, table => Assert.Contains("half of Student's 99.5% interval (95% over 10 looks)", table.Caption));
        Assert.Contains("99.5% interval (95% over 10 looks)", Table("accuracy-all").Caption);
        Assert.Equal(0.995, LevelOf("accuracy-all", "99.5%", "sd"), 1e-9);
    }

    [Fact]
    public void Claims_say_their_level()
    {
        Assert.Contains("99.5% interval (95% over 10 looks)", Table("claims").Caption);
        Assert.Contains(Table("claims").Columns, column => column.Name == "99.5% low");
        var page = ReportPageTests.Page(Adaptive.Value);
        Assert.Contains("</span> points (99.5%: +1.20 to +2.46)", page);
        Assert.DoesNotContain("(95%:", page);
    }

    [Fact]
    public void What_does_not_allow_for_looks_says_so()
    {
        string[] plain = [.. Contents.Value.Tables.Where(table => table.Caption.Contains("those of a single look: unlike accuracies and claims they do not allow for the 10 looks", StringComparison.Ordinal)).Select(table => table.Id)];
        Assert.Equal(["gain", "gain-all-rounds", "gap", "gap-all-rounds", "matching", "overlap", "ranking", "ranking-all-targets"], plain.Order());
        // Of all tables that have an interval, these are the ones at 95%.
        Assert.Equal(plain.Order(), Contents.Value.Tables.Where(table => table.Columns.Any(column => column.Name == "95% low")).Select(table => table.Id).Order());
        Assert.Contains(Adaptive.Value.Rows, row => row.Wanted > 2);
        var gap = Table("gap-all-rounds");
        var (low, high, n, p) = (Column(gap, "95% low"), Column(gap, "95% high"), Column(gap, "n"), Column(gap, "p"));
        // An interval at 95% leaves out 0 where the two-sided p is below 0.05.
        Assert.All(gap.Rows.Where(row => row[p].Data is not null), row => Assert.Equal(Number(row[p]) < 0.05, Number(row[low]) > 0 || Number(row[high]) < 0));
        Assert.Contains(gap.Rows, row => Number(row[n]) > 2);
    }

    [Fact]
    public void Fixed_seeds_are_looked_at_once()
    {
        var data = SyntheticReport.Small();
        Assert.DoesNotContain("look", string.Concat(ReportContents.Of(data).Tables.Select(table => table.Caption)));
        Assert.Contains("Student's 95% intervals of the mean", ReportPageTests.Page(data).Replace("&#39;", "'", StringComparison.Ordinal));
    }

    // From the width of a row's interval, its n and its standard deviation.
    private static double LevelOf(string id, string level, string sd)
    {
        var table = Table(id);
        var row = table.Rows.First(row => Number(row[Column(table, sd)]) > 0);
        var n = (int)Number(row[Column(table, "n")]);
        var half = (Number(row[Column(table, $"{level} high")]) - Number(row[Column(table, $"{level} low")])) / 2;
        return 1 - PairedTTest.P(half, Number(row[Column(table, sd)]), n, Alternative.TwoSided);
    }

    private static ReportTable Table(string id) => Contents.Value.Tables.Single(table => table.Id == id);

    private static int Column(ReportTable table, string name) => table.Columns.Select(column => column.Name).ToList().IndexOf(name);

    private static double Number(TableCell cell) => double.Parse(cell.Data ?? cell.Words, CultureInfo.InvariantCulture);
}
