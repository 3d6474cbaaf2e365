using Sweeper.Host.Output;

namespace Sweeper.Host.Tests.Output;

public class HumansTests
{
    [Theory]
    [InlineData(-3, "0s")]
    [InlineData(0.4, "0s")]
    [InlineData(59.4, "59s")]
    [InlineData(59.6, "1m 00s")]
    [InlineData(185, "3m 05s")]
    [InlineData(3599.7, "1h 00m")]
    [InlineData(7800, "2h 10m")]
    [InlineData(86_399.9, "1d 0h")]
    [InlineData(273_600, "3d 4h")]
    [InlineData(364 * 86_400.0, "364d 0h")]
    [InlineData(365.25 * 86_400, "1.0 years")]
    [InlineData(1.5 * 365.25 * 86_400, "1.5 years")]
    [InlineData(9.96 * 365.25 * 86_400, "10.0 years")]
    [InlineData(42.4 * 365.25 * 86_400, "42 years")]
    [InlineData(349_641_253_197.267, "11,000 years")]
    [InlineData(double.PositiveInfinity, "forever")]
    public void Times_are_rounded_before_they_are_cut_to_units(double seconds, string text) => Assert.Equal(text, Humans.Time(seconds));

    [Theory]
    [InlineData(0, "0 cells")]
    [InlineData(1, "1 cell")]
    [InlineData(1_234_567, "1,234,567 cells")]
    public void Counts_have_a_plural(long count, string text) => Assert.Equal(text, Humans.Count(count, "cell"));

    [Theory]
    [InlineData(0.925, "0.93s")]
    [InlineData(12.7, "13s")]
    public void Seconds_have_decimals_where_they_matter(double seconds, string text) => Assert.Equal(text, Humans.Seconds(seconds));

    [Fact]
    public void Fractions_are_points_and_percent()
    {
        Assert.Equal("87.31", Humans.Points(0.87312));
        Assert.Equal("20%", Humans.Percent(0.20m));
        Assert.Equal("12.5%", Humans.Percent(0.125m));
    }
}
