using Sweeper.Training.Draws;

namespace Sweeper.Actors.Statistics;

/// <summary>
/// The sign-flip (randomisation) test of paired differences: if no side is better, each difference could as well have the other sign
/// (Fisher 1935, "The design of experiments", chapter III). The statistic is the sum.
/// </summary>
public static class SignFlipTest
{
    /// <summary>Up to so many differences all 2^n signs are tried.</summary>
    public const int MostExact = 12;

    /// <summary>Signs drawn beyond.</summary>
    public const int Draws = 99_999;

    /// <summary>
    /// The share of signs whose sum is at least as extreme as the one seen. Beyond <see cref="MostExact"/> differences (1 + hits) / (1 + draws)
    /// over seeded draws, which is valid as it stands (Phipson and Smyth 2010, "Permutation p-values should never be zero").
    /// </summary>
    /// <param name="differences">At least one; their order does not matter.</param>
    /// <param name="alternative">What is held against "no side is better".</param>
    public static double P(IReadOnlyList<double> differences, Alternative alternative)
    {
        double[] sorted = [.. Sample.AtLeast(1, differences).Order()];
        var seen = sorted.Sum();
        // Sums that are equal but for rounding count as equal.
        var slack = 1e-12 * sorted.Sum(Math.Abs);
        return sorted.Length <= MostExact ? Exact() : Drawn();

        double Exact()
        {
            var all = 1 << sorted.Length;
            var hits = 0;
            for (var signs = 0; signs < all; signs++)
            {
                var sum = 0.0;
                for (var i = 0; i < sorted.Length; i++) sum += (signs >> i & 1) == 0 ? sorted[i] : -sorted[i];
                if (IsAsExtreme(sum)) hits++;
            }
            return hits / (double)all;
        }

        double Drawn()
        {
            var draw = Draw.Named("statistics/sign-flip");
            var hits = 0;
            for (var i = 0; i < Draws; i++)
            {
                var (sum, bits) = (0.0, 0UL);
                for (var j = 0; j < sorted.Length; j++)
                {
                    if (j % 64 == 0) bits = draw.NextBits();
                    sum += (bits >> (j % 64) & 1) == 0 ? sorted[j] : -sorted[j];
                }
                if (IsAsExtreme(sum)) hits++;
            }
            return (1 + hits) / (1.0 + Draws);
        }

        bool IsAsExtreme(double sum) => alternative switch
        {
            Alternative.Greater => sum >= seen - slack,
            Alternative.Less => sum <= seen + slack,
            _ => Math.Abs(sum) >= Math.Abs(seen) - slack,
        };
    }
}
