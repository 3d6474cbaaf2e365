namespace Sweeper.Actors.Statistics;

/// <summary>What describes some numbers by themselves. Sums run in the order given: callers give seeds in ascending order, so that bits repeat.</summary>
public static class Sample
{
    /// <summary>The mean: sum x / n; of equal values that value to the bit, so that their spread is 0 and not a rounding error.</summary>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static double Mean(IReadOnlyList<double> values)
    {
        var first = AtLeast(1, values)[0];
        return values.All(value => value == first) ? first : values.Sum() / values.Count;
    }

    /// <summary>The standard deviation with n - 1 in the denominator: sqrt(sum (x - mean)^2 / (n - 1)).</summary>
    /// <exception cref="ArgumentException">There are fewer than two values.</exception>
    public static double Sd(IReadOnlyList<double> values)
    {
        var mean = Mean(AtLeast(2, values));
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    /// <summary>
    /// The inter-quartile mean: of the sorted values floor(n / 4) are cut off at each end, and the rest averaged (Agarwal et al. 2021,
    /// "Deep reinforcement learning at the edge of the statistical precipice"; <c>scipy.stats.trim_mean(x, 0.25)</c>).
    /// </summary>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static double InterquartileMean(IReadOnlyList<double> values)
    {
        var cut = AtLeast(1, values).Count / 4;
        return Mean([.. values.Order().Skip(cut).Take(values.Count - 2 * cut)]);
    }

    /// <summary>The values, if there are enough of them.</summary>
    /// <exception cref="ArgumentException">There are not.</exception>
    internal static IReadOnlyList<double> AtLeast(int count, IReadOnlyList<double> values) =>
        values.Count >= count ? values : throw new ArgumentException($"{values.Count} values where at least {count} are needed", nameof(values));
}
