namespace Sweeper.Actors.Statistics;

/// <summary>Corrections of p values for there being several; each adjusted p stands where its raw p stood.</summary>
public static class MultipleTests
{
    /// <summary>
    /// Holm's adjusted p (Holm 1979, "A simple sequentially rejective multiple test procedure"): of the i-th smallest of m,
    /// max over j &lt;= i of min(1, (m - j + 1) p(j)). Those below alpha hold with a family error of at most alpha, whatever depends on what.
    /// </summary>
    public static IReadOnlyList<double> Holm(IReadOnlyList<double> ps)
    {
        var (adjusted, largest) = (new double[ps.Count], 0.0);
        var rest = ps.Count;
        foreach (var i in Ascending(ps)) adjusted[i] = largest = Math.Max(largest, Math.Min(1, rest-- * ps[i]));
        return adjusted;
    }

    /// <summary>
    /// Benjamini and Hochberg's q (1995, "Controlling the false discovery rate"): of the i-th smallest of m, min over j >= i of
    /// min(1, m p(j) / j). Those below alpha are false in a share of at most alpha, in expectation, where the tests do not depend on each other or depend positively.
    /// </summary>
    public static IReadOnlyList<double> BenjaminiHochberg(IReadOnlyList<double> ps)
    {
        var (adjusted, smallest) = (new double[ps.Count], 1.0);
        var rank = ps.Count;
        foreach (var i in Ascending(ps).Reverse()) adjusted[i] = smallest = Math.Min(smallest, ps.Count * ps[i] / rank--);
        return adjusted;
    }

    private static IEnumerable<int> Ascending(IReadOnlyList<double> ps)
    {
        foreach (var p in ps)
            if (p is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(ps), p, "a p is in [0, 1]");
        return Enumerable.Range(0, ps.Count).OrderBy(i => ps[i]);
    }
}
