using MathNet.Numerics;
using MathNet.Numerics.Integration;

namespace Sweeper.Actors.Statistics;

/// <summary>
/// The power of the paired t test, from the noncentral t distribution with noncentrality d_z sqrt(n) (Cohen 1988, chapter 2): not an
/// approximation but for the numerical integral, P(T > c) = E[Phi(delta - c S)] with S = sqrt(chi^2(nu) / nu).
/// </summary>
public static class PairedTPower
{
    private const int Panels = 32;
    private const int Order = 20;

    /// <summary>How often the test finds an effect of <paramref name="dz"/> standard deviations with n pairs, at level alpha.</summary>
    /// <param name="dz">The true mean difference over the true standard deviation; for <see cref="Alternative.Less"/> below 0.</param>
    /// <param name="n">Pairs, at least 2.</param>
    /// <param name="alpha">The level, in (0, 0.5).</param>
    /// <param name="alternative">The test's alternative.</param>
    public static double Of(double dz, int n, double alpha = 0.05, Alternative alternative = Alternative.Greater)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 2);
        var delta = dz * Math.Sqrt(n);
        if (alternative != Alternative.TwoSided) return Above(StudentDistribution.UpperQuantile(alpha, n - 1), alternative == Alternative.Greater ? delta : -delta, n - 1);
        var bound = StudentDistribution.UpperQuantile(alpha / 2, n - 1);
        return Above(bound, delta, n - 1) + Above(bound, -delta, n - 1);
    }

    /// <summary>
    /// The smallest effect, in standard deviations of the differences, that the test finds with a probability of <paramref name="power"/>: times
    /// the sd it is the smallest detectable difference at n.
    /// </summary>
    public static double SmallestEffect(int n, double power = 0.8, double alpha = 0.05, Alternative alternative = Alternative.Greater)
    {
        if (power <= alpha || power >= 1) throw new ArgumentOutOfRangeException(nameof(power), power, "power is above alpha and below 1");
        var side = alternative == Alternative.Less ? -1 : 1;
        var (low, high) = (0.0, 1.0);
        while (Of(side * high, n, alpha, alternative) < power) (low, high) = (high, 2 * high);
        for (var middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2)
        {
            if (Of(side * middle, n, alpha, alternative) < power) low = middle;
            else high = middle;
        }
        return high;
    }

    // P(T > bound) of the noncentral t. S is 1 +- 1 / sqrt(2 nu) or so; twelve times that leaves out less than 1e-15.
    private static double Above(double bound, double delta, int freedom)
    {
        var spread = 12 / Math.Sqrt(2.0 * freedom);
        var (from, to) = (Math.Max(0, 1 - spread), 1 + spread);
        var half = freedom / 2.0;
        var scale = Math.Log(2) + half * Math.Log(half) - SpecialFunctions.GammaLn(half);
        var sum = 0.0;
        for (var i = 0; i < Panels; i++)
            sum += GaussLegendreRule.Integrate(Integrand, from + i * (to - from) / Panels, from + (i + 1) * (to - from) / Panels, Order);
        return sum;

        double Integrand(double s) =>
            Math.Exp(scale + (freedom - 1) * Math.Log(s) - half * s * s) * 0.5 * SpecialFunctions.Erfc((bound * s - delta) / Constants.Sqrt2);
    }
}
