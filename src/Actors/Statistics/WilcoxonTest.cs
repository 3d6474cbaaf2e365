using MathNet.Numerics;

namespace Sweeper.Actors.Statistics;

/// <summary>
/// Wilcoxon's signed-rank test of paired differences (Wilcoxon 1945, "Individual comparisons by ranking methods"), with the choices of
/// <c>scipy.stats.wilcoxon(zero_method='wilcox', correction=False)</c>: differences of 0 are dropped, and equal sizes share the mean of their ranks.
/// </summary>
public static class WilcoxonTest
{
    /// <summary>Up to so many differences, none 0 and no two of one size, the distribution is exact.</summary>
    public const int MostExact = 50;

    /// <summary>
    /// The p of the sum of the ranks of the positive differences: exact, or the normal approximation with the variance corrected for ties,
    /// n (n + 1) (2n + 1) / 24 - sum (t^3 - t) / 48, and no correction for continuity. 1 where all differences are 0.
    /// </summary>
    /// <param name="differences">At least one; their order does not matter.</param>
    /// <param name="alternative">What is held against "centred on 0, and symmetric".</param>
    public static double P(IReadOnlyList<double> differences, Alternative alternative)
    {
        double[] sorted = [.. Sample.AtLeast(1, differences).Where(difference => difference != 0).OrderBy(Math.Abs)];
        if (sorted.Length == 0) return 1;
        var (positive, ties) = Rank(sorted);
        return ties == 0 && sorted.Length == differences.Count && sorted.Length <= MostExact
            ? Exact((int)positive, sorted.Length, alternative)
            : Normal(positive, ties, sorted.Length, alternative);
    }

    // The rank sum of the positive ones, and sum (t^3 - t) over the groups of one size.
    private static (double Positive, double Ties) Rank(double[] sorted)
    {
        var (positive, ties) = (0.0, 0.0);
        for (var first = 0; first < sorted.Length;)
        {
            var end = first;
            while (end < sorted.Length && Math.Abs(sorted[end]) == Math.Abs(sorted[first])) end++;
            double size = end - first;
            for (var i = first; i < end; i++) positive += sorted[i] > 0 ? (first + 1 + end) / 2.0 : 0;
            ties += size * size * size - size;
            first = end;
        }
        return (positive, ties);
    }

    private static double Exact(int positive, int n, Alternative alternative)
    {
        // How many of the 2^n signs give each rank sum: whole numbers below 2^53, so doubles hold them exactly.
        var most = n * (n + 1) / 2;
        var ways = new double[most + 1];
        ways[0] = 1;
        for (var rank = 1; rank <= n; rank++)
            for (var sum = rank * (rank + 1) / 2; sum >= rank; sum--) ways[sum] += ways[sum - rank];
        var upper = ways.Skip(positive).Sum() / Math.Pow(2, n);
        var lower = ways.Take(positive + 1).Sum() / Math.Pow(2, n);
        return OfTails(upper, lower, alternative);
    }

    private static double Normal(double positive, double ties, double n, Alternative alternative)
    {
        var z = (positive - n * (n + 1) / 4) / Math.Sqrt((n * (n + 1) * (2 * n + 1) - ties / 2) / 24);
        return OfTails(Above(z), Above(-z), alternative);
    }

    private static double Above(double z) => 0.5 * SpecialFunctions.Erfc(z / Constants.Sqrt2);

    private static double OfTails(double upper, double lower, Alternative alternative) => alternative switch
    {
        Alternative.Greater => upper,
        Alternative.Less => lower,
        _ => Math.Min(1, 2 * Math.Min(upper, lower)),
    };
}
