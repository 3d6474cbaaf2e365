using MathNet.Numerics.Distributions;

namespace Sweeper.Actors.Aggregation;

/// <summary>Mean, spread and Student's t interval of one group of cells.</summary>
/// <param name="N">Values.</param>
/// <param name="Mean">Their mean; null without values.</param>
/// <param name="Sd">Their standard deviation with n - 1 in the denominator; null below two values.</param>
/// <param name="Ci95Low">The lower end of the 95% interval mean +- t(0.975, n - 1) sd / sqrt(n); null below two values.</param>
/// <param name="Ci95High">Its upper end.</param>
public sealed record GroupStatistics(int N, double? Mean, double? Sd, double? Ci95Low, double? Ci95High)
{
    /// <summary>The statistics of some values, summed in the order given: callers give seeds in ascending order, so that bits repeat.</summary>
    public static GroupStatistics Of(IReadOnlyList<double> values)
    {
        var n = values.Count;
        if (n == 0) return new(0, null, null, null, null);
        var mean = values.Sum() / n;
        if (n == 1) return new(1, mean, null, null, null);
        var sd = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (n - 1));
        var halfWidth = StudentT.InvCDF(0, 1, n - 1, 0.975) * sd / Math.Sqrt(n);
        return new(n, mean, sd, mean - halfWidth, mean + halfWidth);
    }
}
