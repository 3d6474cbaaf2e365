using System.Collections.Immutable;
using Sweeper.Actors.Statistics;

namespace Sweeper.Actors.Aggregation;

/// <summary>Mean, spread and Student's t interval of one group of cells.</summary>
/// <param name="N">Values.</param>
/// <param name="Mean">Their mean; null without values.</param>
/// <param name="Sd">Their standard deviation with n - 1 in the denominator; null below two values.</param>
/// <param name="Ci95Low">The lower end of the 95% interval mean +- t(0.975, n - 1) sd / sqrt(n); null below two values.</param>
/// <param name="Ci95High">Its upper end.</param>
public sealed record GroupStatistics(int N, double? Mean, double? Sd, double? Ci95Low, double? Ci95High)
{
    /// <summary>The statistics of the cells that have values, in the order of the seeds.</summary>
    /// <param name="seeds">Seeds ascending.</param>
    /// <param name="level">The level of the interval.</param>
    public static GroupStatistics OfSeeds(ImmutableArray<SeedValue> seeds, double level = 0.95) =>
        Of([.. seeds.Where(seed => seed.Accuracy is not null).Select(seed => seed.Accuracy!.Value)], level);

    /// <summary>The statistics of some values, summed in the order given: callers give seeds in ascending order, so that bits repeat.</summary>
    /// <param name="values">The values.</param>
    /// <param name="level">The level of the interval: above 95% where looking at the numbers again and again has to leave 95%.</param>
    public static GroupStatistics Of(IReadOnlyList<double> values, double level = 0.95)
    {
        if (values.Count == 0) return new(0, null, null, null, null);
        if (values.Count == 1) return new(1, Sample.Mean(values), null, null, null);
        var interval = StudentInterval.Of(values, level);
        return new(values.Count, Sample.Mean(values), Sample.Sd(values), interval.Low, interval.High);
    }
}
