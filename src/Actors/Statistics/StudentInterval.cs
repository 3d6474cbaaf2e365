namespace Sweeper.Actors.Statistics;

/// <summary>Student's interval of a mean: mean +- t((1 + level) / 2, n - 1) sd / sqrt(n) (Student 1908, "The probable error of a mean").</summary>
public static class StudentInterval
{
    /// <summary>The interval of some values at a level in (0, 1), such as 0.95.</summary>
    /// <exception cref="ArgumentException">There are fewer than two values, or the level is not in (0, 1).</exception>
    public static Interval Of(IReadOnlyList<double> values, double level)
    {
        if (level is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(level), level, "a level is in (0, 1)");
        var n = Sample.AtLeast(2, values).Count;
        var mean = Sample.Mean(values);
        var halfWidth = StudentDistribution.UpperQuantile((1 - level) / 2, n - 1) * Sample.Sd(values) / Math.Sqrt(n);
        return new(mean - halfWidth, mean + halfWidth);
    }
}
