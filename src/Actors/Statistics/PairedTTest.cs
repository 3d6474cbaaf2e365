namespace Sweeper.Actors.Statistics;

/// <summary>Student's t test of paired differences: t = (mean - mu) / (sd / sqrt(n)) with n - 1 degrees of freedom (Student 1908).</summary>
public static class PairedTTest
{
    /// <summary>
    /// The p of "the mean difference is <paramref name="mu"/>". Where all differences are equal the sign of mean - mu decides: p is 0 for
    /// an alternative that holds and 1 for one that does not.
    /// </summary>
    /// <param name="differences">At least two.</param>
    /// <param name="alternative">What is held against it.</param>
    /// <param name="mu">What the mean is tested against, in the unit of the differences.</param>
    public static double P(IReadOnlyList<double> differences, Alternative alternative, double mu = 0) =>
        P(Sample.Mean(differences), Sample.Sd(differences), differences.Count, alternative, mu);

    /// <summary>The same of a mean and a standard deviation over n, at least 2, differences.</summary>
    public static double P(double mean, double sd, int n, Alternative alternative, double mu = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 2);
        var over = mean - mu;
        if (sd == 0 && over == 0) return 1;
        var t = sd == 0 ? over * double.PositiveInfinity : over / (sd / Math.Sqrt(n));
        return alternative switch
        {
            Alternative.Greater => StudentDistribution.Upper(t, n - 1),
            Alternative.Less => StudentDistribution.Upper(-t, n - 1),
            _ => 2 * StudentDistribution.Upper(Math.Abs(t), n - 1),
        };
    }
}
