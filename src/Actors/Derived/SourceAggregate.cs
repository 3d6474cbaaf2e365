using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Statistics;

namespace Sweeper.Actors.Derived;

/// <summary>A source's gain over random tickets, on all targets together, over the seeds that have every value.</summary>
/// <param name="Source">Where the tickets were found.</param>
/// <param name="Gain">In points: per seed the mean over targets of what <see cref="SourceRanking"/> has of each; statistics over the seeds.</param>
/// <param name="InterquartileMean">Of the gains of all seeds and targets, in points; null without a seed.</param>
/// <param name="Bootstrap">Its 95% percentile bootstrap interval, drawing whole seeds; null below two seeds.</param>
/// <param name="Targets">Targets that have random tickets to compare with.</param>
/// <param name="Wanted">Seeds asked for.</param>
public sealed record SourceAggregate(Endpoint Source, GroupStatistics Gain, double? InterquartileMean, Interval? Bootstrap, int Targets, int Wanted)
{
    /// <summary>Samples that the bootstrap draws.</summary>
    public const int Resamples = 2_000;

    /// <summary>The aggregate of a source's curves.</summary>
    /// <param name="curves">Its winning tickets, of one model and pruning, each on another target.</param>
    /// <param name="randomOf">The random tickets on a curve's target; null where there are none.</param>
    /// <param name="sparsity">The fraction pruned from which on rounds count.</param>
    public static SourceAggregate Of(IReadOnlyList<Curve> curves, Func<Curve, Curve?> randomOf, double sparsity = SourceRanking.DefaultSparsity)
    {
        var targets = (from curve in curves
                       let random = randomOf(curve)
                       where random is not null
                       let pairs = SourceRanking.Pairs(curve, random, sparsity)
                       where pairs.Count > 0
                       select (Wanted: curve.Wanted, Gains: PairedDifference.MeanBySeed(pairs))).ToList();
        // A seed is one unit: its targets share their chains, and are drawn together.
        var seeds = targets.Count == 0 ? [] : targets[0].Gains.Keys.Where(seed => targets.All(target => target.Gains.ContainsKey(seed)))
            .Select(seed => targets.Select(target => target.Gains[seed]).ToArray()).ToList();
        return new(
            curves[0].Source!, GroupStatistics.Of([.. seeds.Select(Sample.Mean)]), seeds.Count == 0 ? null : Pooled(seeds),
            seeds.Count < 2 ? null : BootstrapInterval.Of(seeds, Pooled, 0.95, Resamples, "source-aggregate"), targets.Count, targets.Select(target => target.Wanted).DefaultIfEmpty().Max());
    }

    private static double Pooled(IReadOnlyList<double[]> seeds) => Sample.InterquartileMean([.. seeds.SelectMany(gains => gains)]);
}
