using Sweeper.Host.Reports;
using Sweeper.Host.Reports.Figures;

namespace Sweeper.Host.Tests.Reports;

public class AccuracyChartTests
{
    [Theory]
    [InlineData("2, scope: [global, layerwise]", "lenet-300-100, 20% @1ep", "winning, global; winning, layerwise; random ticket")]
    [InlineData("2, rewind: [1ep, 5it]", "lenet-300-100, global 20%", "winning, @1ep; winning, @5it; random ticket")]
    [InlineData("2, scope: [global, layerwise], rewind: [1ep, 5it]", "lenet-300-100, 20%",
        "winning, global @1ep; winning, global @5it; winning, layerwise @1ep; winning, layerwise @5it; random ticket")]
    public void What_ways_of_pruning_have_in_common_is_said_once(string pruning, string common, string legend)
    {
        var data = SyntheticReport.Of(SyntheticReport.Plan("ways", ["svhn"], "[sgd]", "2", pruning, "{rounds: all}"), isWhole: true);
        var chart = ReportContents.Of(data).Curves.Select(chart => chart.Pruned).Single(chart => chart.Title.StartsWith("Ways of pruning", StringComparison.Ordinal));
        Assert.Equal($"Ways of pruning and kinds of ticket on own data: {common}", chart.Title);
        Assert.Contains(ChartLayout.Whole(chart).Marks.OfType<Mark.Text>(), text => text.Words == chart.Title);
        Assert.Equal(legend.Split("; ").Order(), chart.Legend.Select(each => each.Name).Order());
    }

    [Fact]
    public void Kinds_of_ticket_alone_are_told_apart_by_their_kind()
    {
        var data = SyntheticReport.Of(SyntheticReport.Plan("kinds", ["svhn"], "[sgd]", "2", "2", "{rounds: all}\ntickets: [winning, random-weights, random]"), isWhole: true);
        var chart = ReportContents.Of(data).Curves.Select(chart => chart.Pruned).Single(chart => chart.Title.StartsWith("Ways of pruning", StringComparison.Ordinal));
        Assert.EndsWith(": lenet-300-100, global 20% @1ep", chart.Title);
        Assert.Equal(["random ticket", "random-weights", "winning"], chart.Legend.Select(each => each.Name).Order());
    }
}
