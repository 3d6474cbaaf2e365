using CsCheck;
using Sweeper.Actors.Statistics;

namespace Sweeper.Actors.Tests.Statistics;

public class StatisticsPropertyTests
{
    // In quarters: sums are exact, so orders and scales change no bit of what is compared, and ties and zeros are frequent.
    private static readonly Gen<double[]> Differences = Gen.Int[-20, 20].Select(quarters => quarters / 4.0).Array[2, 14];

    [Fact]
    public void Order_does_not_matter() => Gen.Select(Differences, Gen.Int[0, 13]).Sample((values, turn) =>
    {
        double[] turned = [.. values.Skip(turn % values.Length), .. values.Take(turn % values.Length)];
        foreach (var side in Enum.GetValues<Alternative>())
        {
            Assert.Equal(SignFlipTest.P(values, side), SignFlipTest.P(turned, side));
            Assert.Equal(WilcoxonTest.P(values, side), WilcoxonTest.P(turned, side));
            Assert.Equal(PairedTTest.P(values, side), PairedTTest.P(turned, side), tolerance: 1e-12);
        }
        Assert.Equal(Sample.InterquartileMean(values), Sample.InterquartileMean(turned), tolerance: 1e-12);
    }, iter: 300);

    [Fact]
    public void The_unit_does_not_matter_to_p_and_intervals_scale_with_it() => Gen.Select(Differences, Gen.OneOfConst(0.25, 2.0, 1024.0)).Sample((values, unit) =>
    {
        double[] scaled = [.. values.Select(value => unit * value)];
        foreach (var side in Enum.GetValues<Alternative>())
        {
            Assert.Equal(SignFlipTest.P(values, side), SignFlipTest.P(scaled, side));
            Assert.Equal(WilcoxonTest.P(values, side), WilcoxonTest.P(scaled, side));
            Assert.Equal(PairedTTest.P(values, side), PairedTTest.P(scaled, side));
        }
        var (one, other) = (StudentInterval.Of(values, 0.95), StudentInterval.Of(scaled, 0.95));
        Assert.Equal(new Interval(unit * one.Low, unit * one.High), other);
    }, iter: 300);

    [Fact]
    public void The_other_way_round_is_the_other_side() => Differences.Sample(values =>
    {
        double[] negated = [.. values.Select(value => -value)];
        Assert.Equal(PairedTTest.P(values, Alternative.Greater), PairedTTest.P(negated, Alternative.Less));
        Assert.Equal(WilcoxonTest.P(values, Alternative.Greater), WilcoxonTest.P(negated, Alternative.Less), tolerance: 1e-12);
        if (values.Length <= SignFlipTest.MostExact) Assert.Equal(SignFlipTest.P(values, Alternative.Greater), SignFlipTest.P(negated, Alternative.Less));
    }, iter: 300);

    [Fact]
    public void More_of_a_difference_never_makes_it_less_sure() => Gen.Select(Differences, Gen.Int[1, 8]).Sample((values, quarters) =>
    {
        double[] more = [.. values.Select(value => value + quarters / 4.0)];
        Assert.True(PairedTTest.P(more, Alternative.Greater) <= PairedTTest.P(values, Alternative.Greater));
        if (values.Length <= SignFlipTest.MostExact) Assert.True(SignFlipTest.P(more, Alternative.Greater) <= SignFlipTest.P(values, Alternative.Greater));
    }, iter: 300);

    [Fact]
    public void A_p_is_the_chance_of_what_is_at_least_as_extreme() => Differences.Sample(values =>
    {
        foreach (var side in Enum.GetValues<Alternative>())
        {
            Assert.InRange(SignFlipTest.P(values, side), Math.Pow(2, -values.Length) / 100, 1);
            Assert.InRange(WilcoxonTest.P(values, side), 0, 1);
            Assert.InRange(PairedTTest.P(values, side), 0, 1);
        }
    }, iter: 300);

    [Fact]
    public void The_interval_and_the_two_sided_test_agree() => Differences.Where(values => values.Distinct().Count() > 1).Sample(values =>
    {
        var interval = StudentInterval.Of(values, 0.95);
        var mean = Sample.Mean(values);
        Assert.Equal(mean - interval.Low, interval.High - mean, tolerance: 1e-9);
        Assert.Equal(0.05, PairedTTest.P(values, Alternative.TwoSided, interval.Low), tolerance: 1e-9);
        Assert.Equal(0.025, PairedTTest.P(values, Alternative.Less, interval.High), tolerance: 1e-9);
    }, iter: 300);

    [Fact]
    public void A_bootstrap_interval_lies_within_the_values_and_repeats() => Differences.Sample(values =>
    {
        var interval = BootstrapInterval.Of(values, Sample.Mean, 0.95, 500, "test");
        Assert.True(values.Min() <= interval.Low && interval.Low <= interval.High && interval.High <= values.Max());
        Assert.Equal(interval, BootstrapInterval.Of(values, Sample.Mean, 0.95, 500, "test"));
    }, iter: 300);

    [Fact]
    public void A_bootstrap_of_two_values_has_a_quarter_of_its_means_at_each()
    {
        // Means are 0, 1 and 2 with chances 1/4, 1/2, 1/4.
        Assert.Equal(new Interval(0, 2), BootstrapInterval.Of<double>([0, 2], Sample.Mean, 0.95, 10_000, "test"));
        Assert.Equal(new Interval(1, 1), BootstrapInterval.Of<double>([0, 2], Sample.Mean, 0.4, 10_000, "test"));
    }

    [Fact]
    public void A_bootstrap_of_many_values_comes_near_the_normal_interval()
    {
        double[] values = [.. Enumerable.Range(0, 400).Select(i => i % 20 - 9.5)];
        // Of 0 .. 19 the variance is 399 / 12 with n in the denominator; a standard error of 10,000 draws at 2.5% is under 2% of the half width.
        var halfWidth = 1.959963984540054 * Math.Sqrt(399 / 12.0 / 400);
        var interval = BootstrapInterval.Of(values, Sample.Mean, 0.95, 10_000, "test");
        Assert.Equal(-halfWidth, interval.Low, 0.06 * halfWidth);
        Assert.Equal(halfWidth, interval.High, 0.06 * halfWidth);
    }

    [Fact]
    public void Power_grows_with_the_effect_and_with_n_from_the_level_on() => Gen.Select(Gen.Double[0, 2], Gen.Int[2, 40]).Sample((dz, n) =>
    {
        Assert.Equal(0.05, PairedTPower.Of(0, n), tolerance: 1e-9);
        Assert.True(PairedTPower.Of(dz + 0.1, n) > PairedTPower.Of(dz, n) - 1e-12);
        Assert.True(PairedTPower.Of(dz, n + 1) >= PairedTPower.Of(dz, n) - 1e-12);
        Assert.Equal(PairedTPower.Of(dz, n), PairedTPower.Of(-dz, n, alternative: Alternative.Less), tolerance: 1e-12);
    }, iter: 100);

    [Fact]
    public void Too_few_values_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Sample.Mean([]));
        Assert.Throws<ArgumentException>(() => Sample.Sd([1]));
        Assert.Throws<ArgumentException>(() => StudentInterval.Of([1], 0.95));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentInterval.Of([1, 2], 1));
        Assert.Throws<ArgumentException>(() => PairedTTest.P([1], Alternative.Greater));
        Assert.Throws<ArgumentException>(() => SignFlipTest.P([], Alternative.Greater));
        Assert.Throws<ArgumentException>(() => WilcoxonTest.P([], Alternative.Greater));
    }
}
