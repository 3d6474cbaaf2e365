using Sweeper.Training.Draws;

namespace Sweeper.Actors.Statistics;

/// <summary>The percentile bootstrap interval of a statistic (Efron 1979, "Bootstrap methods: another look at the jackknife").</summary>
/// <remarks>With the few seeds of a sweep it is too narrow: of a mean, its width is that of a normal interval with n in the denominator of the variance.</remarks>
public static class BootstrapInterval
{
    /// <summary>
    /// The (1 - level) / 2 and (1 + level) / 2 quantiles of a statistic over <paramref name="resamples"/> samples drawn with replacement;
    /// between two values linearly, as numpy's default.
    /// </summary>
    /// <param name="units">What is drawn, at least one; callers give seeds in ascending order, so that bits repeat.</param>
    /// <param name="statistic">Of as many units as there are, some of them several times.</param>
    /// <param name="level">In (0, 1), such as 0.95.</param>
    /// <param name="resamples">Samples drawn, at least 1.</param>
    /// <param name="purpose">Names the generator: the same purpose draws the same samples.</param>
    public static Interval Of<T>(IReadOnlyList<T> units, Func<IReadOnlyList<T>, double> statistic, double level, int resamples, string purpose)
    {
        if (level is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(level), level, "a level is in (0, 1)");
        ArgumentOutOfRangeException.ThrowIfLessThan(units.Count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        var draw = Draw.Named($"bootstrap/{purpose}");
        var (drawn, values) = (new T[units.Count], new double[resamples]);
        for (var i = 0; i < resamples; i++)
        {
            for (var j = 0; j < drawn.Length; j++) drawn[j] = units[draw.Below(drawn.Length)];
            values[i] = statistic(drawn);
        }
        Array.Sort(values);
        return new(Quantile(values, (1 - level) / 2), Quantile(values, (1 + level) / 2));
    }

    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }
}
