using Sweeper.Host.Output;
using Sweeper.Host.Tests.Support;

namespace Sweeper.Host.Tests.Output;

public class IntervalWordsTests
{
    [Theory]
    [InlineData("3", "95% interval")]
    [InlineData("{min: 4, max: 4, until: {ci95_halfwidth: 1}}", "95% interval")]
    [InlineData("{min: 3, max: 10, until: {ci95_halfwidth: 1}}", "99.375% interval (95% over 8 looks)")]
    [InlineData("{min: 3, max: 12, until: {ci95_halfwidth: 1}}", "99.5% interval (95% over 10 looks)")]
    [InlineData("{min: 2, max: 10000, until: {ci95_halfwidth: 1}}", "99.999% interval (95% over 9,999 looks)")]
    public void An_interval_is_called_by_its_level(string seeds, string words) => Assert.Equal(words, Words(seeds).Interval);

    [Fact]
    public void Only_where_there_are_several_looks_a_table_says_that_it_is_of_one()
    {
        Assert.Equal("", Words("3").OfOneLook("Intervals"));
        Assert.StartsWith(" Intervals are those of a single look: ", Words("{min: 3, max: 12, until: {ci95_halfwidth: 1}}").OfOneLook("Intervals"));
    }

    [Fact]
    public void Tables_of_results_say_the_level_of_their_intervals()
    {
        var plan = Plans.Of(Plans.With(("seeds: 2", "seeds: {min: 2, max: 11, until: {ci95_halfwidth: 1}}")));
        var (rows, words) = (Rows.Of(plan), new IntervalWords(plan.Specs[0]));
        using var output = new StringWriter();
        ResultsTable.Write(output, rows, words);
        PooledRows.Of(RowField.Parse("target"), rows, plan.Specs[0].IntervalLevel).WriteTable(output, words);
        Assert.Equal(2, output.ToString().Split('\n').Count(line => line.Contains("   99.5% interval   ", StringComparison.Ordinal)));
        Assert.DoesNotContain("95%", output.ToString());
    }

    private static IntervalWords Words(string seeds) => new(Plans.Spec(Plans.With(("seeds: 2", $"seeds: {seeds}"))));
}
