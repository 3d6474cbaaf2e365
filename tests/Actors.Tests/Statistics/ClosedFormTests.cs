using Sweeper.Actors.Statistics;

namespace Sweeper.Actors.Tests.Statistics;

public class ClosedFormTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(0.9999)]
    public void Of_two_values_the_interval_is_the_middle_and_half_their_distance_times_a_tangent(double level)
    {
        // With one degree of freedom t is Cauchy: its quantile is tan(pi level / 2), and sd / sqrt(2) is half the distance.
        var interval = StudentInterval.Of([1, 4], level);
        var halfWidth = 1.5 * Math.Tan(Math.PI * level / 2);
        Near(2.5 - halfWidth, interval.Low);
        Near(2.5 + halfWidth, interval.High);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(0.025)]
    [InlineData(1e-7)]
    public void With_two_degrees_of_freedom_the_quantile_is_algebraic(double tail) =>
        // t = (1 - 2p) sqrt(2 / (4 p (1 - p))).
        Near((1 - 2 * tail) * Math.Sqrt(2 / (4 * tail * (1 - tail))), StudentDistribution.UpperQuantile(tail, 2));

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.7)]
    [InlineData(-3.0)]
    [InlineData(1e6)]
    public void With_one_degree_of_freedom_the_tail_is_an_arc_tangent(double t) => Near(Math.Atan2(1, t) / Math.PI, StudentDistribution.Upper(t, 1));

    [Fact]
    public void The_t_test_is_one_and_two_sided()
    {
        // Mean 2, sd 1, n 3: t = 2 sqrt(3); of 2 degrees of freedom P(T > t) = 1/2 - t / (2 sqrt(2 + t^2)).
        var t = 2 * Math.Sqrt(3);
        var tail = 0.5 - t / (2 * Math.Sqrt(2 + t * t));
        double[] differences = [1, 2, 3];
        Near(tail, PairedTTest.P(differences, Alternative.Greater));
        Near(1 - tail, PairedTTest.P(differences, Alternative.Less));
        Near(2 * tail, PairedTTest.P(differences, Alternative.TwoSided));
        Near(0.5, PairedTTest.P(differences, Alternative.Greater, mu: 2));
    }

    [Fact]
    public void Where_all_differences_are_equal_the_sign_decides()
    {
        Assert.Equal(0, PairedTTest.P([2, 2, 2], Alternative.Greater));
        Assert.Equal(1, PairedTTest.P([2, 2, 2], Alternative.Less));
        Assert.Equal(0, PairedTTest.P([2, 2], Alternative.TwoSided));
        Assert.Equal(1, PairedTTest.P([2, 2], Alternative.Greater, mu: 2));
        Assert.Equal(1, PairedTTest.P([0, 0], Alternative.TwoSided));
        // 0.37 + 0.37 + 0.37 over 3 is not 0.37 in floating point; the spread must be 0 all the same.
        Assert.Equal(0, Sample.Sd([0.37, 0.37, 0.37]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12)]
    public void Signs_of_differences_that_are_all_positive_have_one_way_in_two_to_the_n(int n)
    {
        double[] differences = [.. Enumerable.Range(1, n).Select(i => 0.1 * i)];
        Assert.Equal(Math.Pow(2, -n), SignFlipTest.P(differences, Alternative.Greater));
        Assert.Equal(1, SignFlipTest.P(differences, Alternative.Less));
        Assert.Equal(Math.Min(1, Math.Pow(2, 1 - n)), SignFlipTest.P(differences, Alternative.TwoSided));
        Assert.Equal(Math.Pow(2, -n), WilcoxonTest.P(differences, Alternative.Greater));
        Assert.Equal(Math.Min(1, Math.Pow(2, 1 - n)), WilcoxonTest.P(differences, Alternative.TwoSided));
    }

    [Fact]
    // Fisher 1935, "The design of experiments", section 21: of Darwin's 15 pairs of maize, in eighths of an inch, he counts 863 of the 32,768 signs
    // with a sum of 314 or more; his p is 5.267% two-sided.
    public void Drawn_signs_come_near_Fishers_count_for_Darwins_maize()
    {
        double[] maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];
        Assert.Equal(314, maize.Sum());
        // Four standard errors of 99,999 draws.
        Assert.Equal(863 / 32768.0, SignFlipTest.P(maize, Alternative.Greater), 4 * Math.Sqrt(0.0263 * 0.9737 / SignFlipTest.Draws));
        Assert.Equal(0.05267, SignFlipTest.P(maize, Alternative.TwoSided), 4 * Math.Sqrt(0.0527 * 0.9473 / SignFlipTest.Draws));
    }

    [Fact]
    public void Drawn_signs_never_give_a_p_of_nothing() =>
        Assert.Equal(1e-5, SignFlipTest.P([.. Enumerable.Range(1, 60).Select(i => (double)i)], Alternative.Greater));

    [Fact]
    public void Sums_that_differ_by_rounding_alone_are_ties() =>
        // 0.1 + 0.2 - 0.3 is 5.6e-17, and counts as the 0 that it is: 5 of the 8 signs have a sum of 0 or more.
        Assert.Equal(5 / 8.0, SignFlipTest.P([0.1, 0.2, -0.3], Alternative.Greater));

    [Fact]
    public void Ranks_of_nothing_but_zeros_say_nothing() => Assert.Equal(1, WilcoxonTest.P([0, 0, 0], Alternative.Greater));

    [Theory]
    // By counting: of the sets of ranks 1 .. n, {}, {1} and {2} have a sum of at most 2, and ten have one of at most 5.
    [InlineData(6, 2, 3 / 64.0)]
    [InlineData(8, 5, 10 / 256.0)]
    public void Exact_rank_sums_are_counted(int n, int negative, double p)
    {
        double[] differences = [.. Enumerable.Range(1, n).Select(i => i == negative ? -i : (double)i)];
        Assert.Equal(p, WilcoxonTest.P(differences, Alternative.Greater));
    }

    [Fact]
    public void Cohens_dz_is_mean_over_sd()
    {
        Near(2, EffectSize.CohensDz([1, 2, 3])!.Value);
        Assert.Null(EffectSize.CohensDz([2, 2]));
    }

    [Fact]
    public void The_interquartile_mean_leaves_out_a_quarter_at_each_end()
    {
        Assert.Equal(3.5, Sample.InterquartileMean([100, 3, 4, -50]));
        Assert.Equal(2, Sample.InterquartileMean([1, 2, 3]));
    }

    [Fact]
    public void Differences_are_of_the_seeds_that_both_sides_have() =>
        Assert.Equal([1, 2], PairedDifferences.Of([(2, 5), (0, 3), (1, null), (4, 1)], [(0, 2), (1, 1), (2, 3), (3, 1)]));

    [Fact]
    // Cohen 1988 and G*Power 3.1: one-sided paired t, alpha 0.05, power 0.8: dz 0.5 needs n = 27; two-sided n = 34.
    public void The_smallest_effect_agrees_with_the_tables()
    {
        Assert.InRange(0.5, PairedTPower.SmallestEffect(27), PairedTPower.SmallestEffect(26));
        Assert.InRange(0.5, PairedTPower.SmallestEffect(34, alternative: Alternative.TwoSided), PairedTPower.SmallestEffect(33, alternative: Alternative.TwoSided));
    }

    [Theory]
    [InlineData(0.05, Alternative.Greater, 5)]
    [InlineData(0.05, Alternative.TwoSided, 6)]
    [InlineData(0.025, Alternative.Greater, 6)]
    [InlineData(0.5, Alternative.Greater, 2)]
    public void Tests_by_signs_and_ranks_need_so_many(double level, Alternative alternative, int n)
    {
        Assert.Equal(n, SmallestSample.ForSignFlip(level, alternative));
        Assert.Equal(n, SmallestSample.ForWilcoxon(level, alternative));
    }

    [Fact]
    public void Drawn_signs_can_never_fall_below_one_in_their_number() => Assert.Null(SmallestSample.ForSignFlip(1e-5, Alternative.Greater));

    private static void Near(double expected, double actual) => Assert.True(Math.Abs(expected - actual) <= 1e-12 * Math.Abs(expected), $"{expected:R} expected, {actual:R} found");
}
