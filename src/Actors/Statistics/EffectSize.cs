namespace Sweeper.Actors.Statistics;

/// <summary>How large a difference is, in standard deviations.</summary>
public static class EffectSize
{
    /// <summary>Cohen's d_z of paired differences: mean / sd (Cohen 1988, "Statistical power analysis", section 2.3.5); null where the sd is 0.</summary>
    /// <exception cref="ArgumentException">There are fewer than two differences.</exception>
    public static double? CohensDz(IReadOnlyList<double> differences) => Sample.Sd(differences) is > 0 and var sd ? Sample.Mean(differences) / sd : null;
}
