using Sweeper.Actors.Aggregation;

namespace Sweeper.Actors.Derived;

/// <summary>Differences paired by seed: the same seed has the same order of images for every ticket.</summary>
public static class PairedDifference
{
    private const double Points = 100;

    /// <summary>Compare - against, in points, over the seeds that have both values, ascending; a seed without one does not count.</summary>
    public static GroupStatistics Of(ResultGroup compare, ResultGroup against) => GroupStatistics.Of([.. BySeed(compare, against).Values]);

    /// <summary>
    /// The mean over some pairs of rows of compare - against, in points, for each seed that has all values; then the statistics over
    /// these seeds.
    /// </summary>
    public static GroupStatistics MeanOf(IReadOnlyList<(ResultGroup Compare, ResultGroup Against)> pairs) => GroupStatistics.Of([.. MeanBySeed(pairs).Values]);

    /// <summary>The same for each seed that has all values, seeds ascending; none without pairs.</summary>
    public static SortedDictionary<long, double> MeanBySeed(IReadOnlyList<(ResultGroup Compare, ResultGroup Against)> pairs)
    {
        var means = new SortedDictionary<long, double>();
        var differences = pairs.Select(pair => BySeed(pair.Compare, pair.Against)).ToList();
        foreach (var seed in differences.SelectMany(each => each.Keys).Distinct())
        {
            if (differences.All(each => each.ContainsKey(seed))) means[seed] = differences.Sum(each => each[seed]) / differences.Count;
        }
        return means;
    }

    /// <summary>Seeds that both rows ask for.</summary>
    public static int Wanted(ResultGroup compare, ResultGroup against) => compare.Seeds.Select(seed => seed.Seed).Intersect(against.Seeds.Select(seed => seed.Seed)).Count();

    private static SortedDictionary<long, double> BySeed(ResultGroup compare, ResultGroup against)
    {
        var values = against.Seeds.Where(seed => seed.Accuracy is not null).ToDictionary(seed => seed.Seed, seed => seed.Accuracy!.Value);
        var differences = new SortedDictionary<long, double>();
        foreach (var seed in compare.Seeds)
        {
            if (seed.Accuracy is { } accuracy && values.TryGetValue(seed.Seed, out var other)) differences[seed.Seed] = Points * (accuracy - other);
        }
        return differences;
    }
}
