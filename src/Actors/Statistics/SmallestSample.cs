namespace Sweeper.Actors.Statistics;

/// <summary>
/// From how many differences on a test by signs or ranks can fall below a level at all: where all have one sign its p is 2^-n (twice that two-sided),
/// and no result has a smaller one.
/// </summary>
public static class SmallestSample
{
    /// <summary>The n of the sign-flip test; null where its draws can never fall below the level.</summary>
    public static int? ForSignFlip(double level, Alternative alternative)
    {
        var n = ForWilcoxon(level, alternative);
        return n <= SignFlipTest.MostExact || level > 1 / (1.0 + SignFlipTest.Draws) ? n : null;
    }

    /// <summary>The n of Wilcoxon's signed-rank test, without ties and zeros.</summary>
    public static int ForWilcoxon(double level, Alternative alternative)
    {
        if (level is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(level), level, "a level is in (0, 1)");
        var n = 1;
        while (Math.Pow(2, alternative == Alternative.TwoSided ? 1 - n : -n) >= level) n++;
        return n;
    }
}
