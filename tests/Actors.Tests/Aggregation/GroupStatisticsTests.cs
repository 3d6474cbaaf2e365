using Sweeper.Actors.Aggregation;

namespace Sweeper.Actors.Tests.Aggregation;

public class GroupStatisticsTests
{
    [Theory]
    // scipy.stats.t.ppf(0.975, n - 1)
    [InlineData(2, 12.706204736174694)]
    [InlineData(3, 4.302652729749462)]
    [InlineData(4, 3.1824463052837078)]
    [InlineData(6, 2.570581835636314)]
    [InlineData(10, 2.262157162798205)]
    [InlineData(30, 2.0452296421327034)]
    public void The_interval_is_Students(int n, double quantile)
    {
        var values = Enumerable.Range(0, n).Select(i => 0.9 + 0.001 * i).ToList();
        var statistics = GroupStatistics.Of(values);
        // Of 0 .. n - 1: the mean is (n - 1) / 2, the variance n (n + 1) / 12.
        var sd = 0.001 * Math.Sqrt(n * (n + 1) / 12.0);
        Assert.Equal(0.9 + 0.001 * (n - 1) / 2, statistics.Mean!.Value, 12);
        Assert.Equal(sd, statistics.Sd!.Value, 12);
        Assert.Equal(quantile, (statistics.Ci95High!.Value - statistics.Mean.Value) / (sd / Math.Sqrt(n)), 6);
        Assert.Equal(quantile, (statistics.Mean.Value - statistics.Ci95Low!.Value) / (sd / Math.Sqrt(n)), 6);
    }

    [Fact]
    public void One_value_has_a_mean_and_no_spread() => Assert.Equal(new GroupStatistics(1, 0.5, null, null, null), GroupStatistics.Of([0.5]));

    [Fact]
    public void No_values_have_nothing() => Assert.Equal(new GroupStatistics(0, null, null, null, null), GroupStatistics.Of([]));

    [Fact]
    public void Equal_values_have_an_interval_of_no_width() => Assert.Equal(new GroupStatistics(3, 0.5, 0, 0.5, 0.5), GroupStatistics.Of([0.5, 0.5, 0.5]));
}
