using System.Collections.Immutable;
using Sweeper.Actors.Aggregation;

namespace Sweeper.Actors.Derived;

/// <summary>A source's place on one target.</summary>
/// <param name="Curve">Its winning tickets there.</param>
/// <param name="Gain">The mean gain over random tickets in points; statistics over the seeds that have every value.</param>
/// <param name="Rounds">Rounds that the mean is over.</param>
public sealed record SourceRanking(Curve Curve, GroupStatistics Gain, int Rounds)
{
    /// <summary>Rounds count from here on where no other sparsity is named: half of the weights pruned.</summary>
    public const double DefaultSparsity = 0.5;

    /// <summary>Sources by mean gain, the best first; those without a value last.</summary>
    /// <param name="curves">Winning tickets on one target, of one model and pruning.</param>
    /// <param name="random">Random tickets on it.</param>
    /// <param name="sparsity">The fraction pruned from which on rounds count.</param>
    public static ImmutableArray<SourceRanking> Of(IEnumerable<Curve> curves, Curve random, double sparsity = DefaultSparsity) =>
        [.. curves.Select(curve => Of(curve, random, sparsity)).OrderByDescending(place => place.Gain.Mean ?? double.NegativeInfinity)];

    /// <summary>The rows of a curve from some sparsity on, each with the random tickets of its round.</summary>
    internal static List<(ResultGroup Compare, ResultGroup Against)> Pairs(Curve curve, Curve random, double sparsity) =>
        [.. curve.Points.Where(point => (point.PrunedFraction ?? random.At(point.Group.Round)?.PrunedFraction) >= sparsity && random.At(point.Group.Round) is not null)
            .Select(point => (point, random.At(point.Group.Round)!))];

    private static SourceRanking Of(Curve curve, Curve random, double sparsity)
    {
        var pairs = Pairs(curve, random, sparsity);
        return new(curve, PairedDifference.MeanOf(pairs), pairs.Count);
    }
}
