using Sweeper.Actors.Statistics;
using Sweeper.Training.Draws;

namespace Sweeper.Actors.Tests.Statistics;

/// <summary>Against SciPy on a thousand random samples, to 1e-10 of the value. Debian 12's SciPy (1.10) has no Holm and no Benjamini-Hochberg: see MultipleTestsTests.</summary>
public class SciPyAgreementTests
{
    private static readonly Alternative[] Sides = [Alternative.TwoSided, Alternative.Greater, Alternative.Less];
    private static readonly double[][] Samples = [.. Enumerable.Range(0, 1000).Select(Random)];

    [Fact]
    public void Students_interval_and_test_are_SciPys()
    {
        var samples = Samples.Where(sample => sample.Distinct().Count() > 1).ToArray();
        var levels = samples.Select((_, i) => (double[])[0.5, 0.9, 0.95, 0.99, 0.999]).Select((all, i) => all[i % all.Length]).ToArray();
        Agree(samples.Select((sample, i) => SciPy.Question("t", levels[i], sample)), i =>
        {
            var interval = StudentInterval.Of(samples[i], levels[i]);
            return [interval.Low, interval.High, .. Sides.Select(side => PairedTTest.P(samples[i], side))];
        }, atLeast: 950, scale: i => samples[i].Max(Math.Abs));
    }

    [Fact]
    public void The_exact_signed_rank_test_is_SciPys_without_ties_and_zeros()
    {
        var samples = Samples.Where(IsExact).ToArray();
        Agree(samples.Select(sample => SciPy.Question("exact", 0, sample)), i => [.. Sides.Select(side => WilcoxonTest.P(samples[i], side))], atLeast: 300);
    }

    [Fact]
    public void The_approximate_signed_rank_test_is_SciPys_with_ties_with_zeros_and_beyond_fifty()
    {
        var samples = Samples.Where(sample => !IsExact(sample) && sample.Any(value => value != 0)).ToArray();
        Agree(samples.Select(sample => SciPy.Question("approx", 0, sample)), i => [.. Sides.Select(side => WilcoxonTest.P(samples[i], side))], atLeast: 300);
    }

    [Fact]
    public void The_exact_sign_flip_test_is_SciPys_permutation_test()
    {
        // In quarters: sums are exact, so that both count the same ties.
        var samples = Samples.Where(sample => sample.Length <= SignFlipTest.MostExact).Take(150).Select(sample => sample.Select(value => Math.Round(4 * value) / 4).ToArray()).ToArray();
        Agree(samples.Select(sample => SciPy.Question("flip", 0, sample)), i => [.. Sides.Select(side => SignFlipTest.P(samples[i], side))], atLeast: 150);
    }

    [Fact]
    public void The_interquartile_mean_is_SciPys_trimmed_mean() =>
        Agree(Samples.Select(sample => SciPy.Question("trim", 0, sample)), i => [Sample.InterquartileMean(Samples[i])], atLeast: 1000, scale: i => Samples[i].Max(Math.Abs));

    [Fact]
    public void Quantiles_of_far_tails_are_SciPys()
    {
        var asked = (from tail in new[] { 0.4, 0.1, 0.025, 1e-3, 1e-6, 1e-9 } from freedom in new[] { 1, 2, 3, 5, 9, 29, 199 } select (tail, freedom)).ToArray();
        Agree(asked.Select(ask => SciPy.Question("quantile", ask.tail, [ask.freedom])), i => [StudentDistribution.UpperQuantile(asked[i].tail, asked[i].freedom)], atLeast: 42);
    }

    [Fact]
    public void Power_is_SciPys_noncentral_t()
    {
        var asked = (from dz in new[] { 0.1, 0.5, 1, 2.5 } from n in new[] { 2, 3, 6, 10, 40 } from alpha in new[] { 0.05, 0.01 } select (dz, n, alpha)).ToArray();
        // SciPy's nct is good to about nine digits itself.
        Agree(asked.Select(ask => SciPy.Question("power", ask.alpha, [ask.dz, ask.n])), i => [PairedTPower.Of(asked[i].dz, asked[i].n, asked[i].alpha)], atLeast: 40, precision: 1e-8);
    }

    private static void Agree(IEnumerable<string> questions, Func<int, double[]> ours, int atLeast, double precision = 1e-10, Func<int, double>? scale = null)
    {
        var answers = SciPy.Ask([.. questions]);
        Assert.True(answers.Count >= atLeast, $"{answers.Count} questions were asked");
        for (var i = 0; i < answers.Count; i++)
        {
            var found = ours(i);
            Assert.Equal(answers[i].Length, found.Length);
            // An interval's end can lie at 0: there the size of the values is the measure.
            foreach (var (theirs, mine) in answers[i].Zip(found))
                Assert.True(Math.Abs(theirs - mine) <= precision * Math.Max(Math.Abs(theirs), scale?.Invoke(i) * 1e-3 ?? 0), $"question {i}: {theirs:R} there, {mine:R} here");
        }
    }

    private static bool IsExact(double[] sample) => sample.Length <= 50 && sample.All(value => value != 0) && sample.Select(Math.Abs).Distinct().Count() == sample.Length;

    // From 2 to 80 values: smooth; in steps of a fifth, so with ties and zeros; or smooth with some zeros. Some far from 0, so that tails are far.
    private static double[] Random(int number)
    {
        var draw = new Draw(number, "test/statistics");
        var count = 2 + draw.Below(number % 4 == 0 ? 79 : 11);
        var shift = (number % 5) switch { 0 => 2.0, 1 => -1.0, _ => 0.1 };
        return [.. Enumerable.Range(0, count).Select(_ => (number % 3) switch
        {
            0 => Math.Round(5 * (draw.Normal() + shift)) / 5,
            1 => draw.Normal() + shift,
            _ => number % 2 == 0 && draw.Below(5) == 0 ? 0 : 0.3 * draw.Normal() + shift,
        })];
    }
}
