using CsCheck;
using Sweeper.Actors.Statistics;

namespace Sweeper.Actors.Tests.Statistics;

public class MultipleTestsTests
{
    private static readonly Gen<double[]> Ps = Gen.Double[0, 1].Array[1, 20];

    [Fact]
    // The example of Wikipedia's article "Holm-Bonferroni method".
    public void Holm_by_hand() =>
        // Sorted 0.005 x 4, 0.01 x 3, 0.03 x 2, 0.04 x 1, each at least the one before.
        Assert.Equal([0.03, 0.06, 0.06, 0.02], MultipleTests.Holm([0.01, 0.04, 0.03, 0.005]).Select(p => Math.Round(p, 15)));

    [Fact]
    // Benjamini and Hochberg 1995, section 3.2: 15 comparisons of a study of heart attacks. At 5% Bonferroni and Holm reject 3, their own procedure 4.
    public void The_example_of_Benjamini_and_Hochberg()
    {
        double[] ps = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000];
        Assert.Equal(3, MultipleTests.Holm(ps).Count(p => p <= 0.05));
        var qs = MultipleTests.BenjaminiHochberg(ps);
        Assert.Equal(4, qs.Count(q => q <= 0.05));
        Assert.Equal(0.0095 * 15 / 4, qs[3], tolerance: 1e-12);
    }

    [Fact]
    // Each by its definition rather than by running maxima: Holm's over all smaller ones, Benjamini and Hochberg's over all larger ones.
    public void Both_are_their_closed_forms_wherever_the_p_stand() => Ps.Sample(ps =>
    {
        var sorted = ps.Order().ToArray();
        var m = ps.Length;
        var (holm, hochberg) = (MultipleTests.Holm(ps), MultipleTests.BenjaminiHochberg(ps));
        for (var i = 0; i < m; i++)
        {
            var rank = Array.IndexOf(sorted, ps[i]);
            Assert.Equal(Enumerable.Range(0, rank + 1).Max(j => Math.Min(1, (m - j) * sorted[j])), holm[i], tolerance: 1e-12);
            Assert.Equal(Enumerable.Range(rank, m - rank).Min(j => Math.Min(1, m * sorted[j] / (j + 1))), hochberg[i], tolerance: 1e-12);
        }
    });

    [Fact]
    public void Corrected_p_are_never_below_the_raw_ones_nor_q_above_Holms() => Ps.Sample(ps =>
    {
        var (holm, hochberg) = (MultipleTests.Holm(ps), MultipleTests.BenjaminiHochberg(ps));
        for (var i = 0; i < ps.Length; i++)
        {
            Assert.InRange(holm[i], ps[i], 1);
            Assert.InRange(hochberg[i], ps[i] - 1e-15, holm[i] + 1e-15);
        }
    });

    [Fact]
    public void A_smaller_p_never_makes_another_corrected_p_larger() => Gen.Select(Ps, Gen.Int[0, 19], Gen.Double[0, 1]).Sample((ps, which, factor) =>
    {
        var lower = ps.ToArray();
        lower[which % ps.Length] *= factor;
        var (before, after) = (MultipleTests.Holm(ps), MultipleTests.Holm(lower));
        for (var i = 0; i < ps.Length; i++) Assert.True(after[i] <= before[i]);
    });

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void What_is_no_p_is_refused(double p) => Assert.Throws<ArgumentOutOfRangeException>(() => MultipleTests.Holm([0.1, p]));
}
