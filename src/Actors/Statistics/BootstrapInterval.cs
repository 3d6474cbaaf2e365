using Sweeper.Training.Draws;

namespace Sweeper.Actors.Statistics;

/// <summary>The percentile bootstrap interval of a mean (Efron 1979, "Bootstrap methods: another look at the jackknife").</summary>
/// <remarks>With the few seeds of a sweep it is too narrow: its width is that of a normal interval with n in the denominator of the variance.</remarks>
public static class BootstrapInterval
{
    /// <summary>
    /// The (1 - level) / 2 and (1 + level) / 2 quantiles of the means of <paramref name="resamples"/> samples drawn with replacement;
    /// between two means linearly, as numpy's default. The values are sorted first, so their order does not matter.
    /// </summary>
    /// <param name="values">At least one.</param>
    /// <param name="level">In (0, 1), such as 0.95.</param>
    /// <param name="resamples">Samples drawn, at least 1; 10,000 are usual.</param>
    /// <param name="purpose">Names the generator: the same purpose draws the same samples.</param>
    public static Interval Of(IReadOnlyList<double> values, double level, int resamples, string purpose)
    {
        if (level is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(level), level, "a level is in (0, 1)");
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        double[] sorted = [.. Sample.AtLeast(1, values).Order()];
        var draw = Draw.Named($"bootstrap/{purpose}");
        var means = new double[resamples];
        for (var i = 0; i < resamples; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < sorted.Length; j++) sum += sorted[draw.Below(sorted.Length)];
            means[i] = sum / sorted.Length;
        }
        Array.Sort(means);
        return new(Quantile(means, (1 - level) / 2), Quantile(means, (1 + level) / 2));
    }

    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }
}
