namespace Sweeper.Actors.Statistics;

/// <summary>Differences of what belongs together.</summary>
public static class PairedDifferences
{
    /// <summary>One - another for every seed that has a value on both sides, seeds ascending.</summary>
    /// <exception cref="ArgumentException">A seed stands twice on a side.</exception>
    public static IReadOnlyList<double> Of(IEnumerable<(long Seed, double? Value)> one, IEnumerable<(long Seed, double? Value)> another)
    {
        var others = another.ToDictionary(pair => pair.Seed, pair => pair.Value);
        return [.. one.ToDictionary(pair => pair.Seed, pair => pair.Value).OrderBy(pair => pair.Key)
            .Select(pair => pair.Value - others.GetValueOrDefault(pair.Key)).OfType<double>()];
    }
}
