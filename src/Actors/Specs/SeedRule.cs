namespace Sweeper.Actors.Specs;

/// <summary>
/// When a comparison has enough seeds: <c>seeds: {min, max, until: {ci95_halfwidth}}</c>. It is looked at after <see cref="Min"/> seeds and after each
/// further one, so that chance gets <see cref="Looks"/> tries; Bonferroni's correction over these keeps what is said at whichever of them it stops.
/// </summary>
/// <param name="Min">Seeds that always run, at least 2.</param>
/// <param name="Max">Seeds at most, at least <paramref name="Min"/>.</param>
/// <param name="HalfWidth">Half the width of the interval, in points, at or under which no seed is added; above 0.</param>
public sealed record SeedRule(int Min, int Max, double HalfWidth)
{
    /// <summary>How often a comparison may be looked at: K = max - min + 1.</summary>
    public int Looks => Max - Min + 1;

    /// <summary>The level of the interval at each look: 1 - 0.05 / K. That all K hold has a probability of at least 95% (Bonferroni).</summary>
    public double Level => 1 - 0.05 / Looks;
}
