using System.Collections.Concurrent;
using MathNet.Numerics;

namespace Sweeper.Actors.Statistics;

/// <summary>
/// Student's t distribution by the regularised incomplete beta function, P(|T| > t) = I(nu / (nu + t^2); nu / 2, 1 / 2)
/// (Abramowitz and Stegun 26.7.1): tails keep their relative precision.
/// </summary>
/// <remarks>Math.NET's own quantile is a root within 1e-8, looked for in -800 .. 800 only.</remarks>
public static class StudentDistribution
{
    private const int MostSteps = 2000;
    private static readonly ConcurrentDictionary<(double Tail, int Freedom), double> Known = new();

    /// <summary>P(T > t) with so many degrees of freedom, at least 1; t may be infinite.</summary>
    public static double Upper(double t, int freedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(freedom, 1);
        if (double.IsInfinity(t)) return t > 0 ? 0 : 1;
        var tail = 0.5 * SpecialFunctions.BetaRegularized(freedom / 2.0, 0.5, freedom / (freedom + t * t));
        return t >= 0 ? tail : 1 - tail;
    }

    /// <summary>The t that T exceeds with a probability <paramref name="tail"/> in (0, 1/2].</summary>
    public static double UpperQuantile(double tail, int freedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(freedom, 1);
        if (tail is not (> 0 and <= 0.5)) throw new ArgumentOutOfRangeException(nameof(tail), tail, "a tail is in (0, 0.5]");
        return Known.GetOrAdd((tail, freedom), key => Solve(key.Tail, key.Freedom));
    }

    // Right of 0 the tail is convex and falls, so Newton's steps from 0 go up to the root and never past it but by rounding.
    private static double Solve(double tail, int freedom)
    {
        if (tail == 0.5) return 0;
        var scale = Math.Exp(SpecialFunctions.GammaLn((freedom + 1) / 2.0) - SpecialFunctions.GammaLn(freedom / 2.0)) / Math.Sqrt(freedom * Math.PI);
        var t = 0.0;
        for (var step = 0; step < MostSteps; step++)
        {
            var density = scale * Math.Pow(1 + t * t / freedom, -(freedom + 1) / 2.0);
            var next = t + (Upper(t, freedom) - tail) / density;
            if (next <= t || next - t <= 1e-15 * next) return next;
            t = next;
        }
        throw new ArithmeticException($"no t has a tail of {tail} with {freedom} degrees of freedom");
    }
}
