using System.Collections.Immutable;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Statistics;

namespace Sweeper.Actors.Derived;

/// <summary>A winning ticket against another at one round: exploratory, and no claim is decided by it.</summary>
/// <param name="Curve">The winning ticket's curve.</param>
/// <param name="Point">Its row.</param>
/// <param name="Against">The row that it is compared with.</param>
/// <param name="Difference">Point - against in points, over the seeds that have both.</param>
/// <param name="P">Of the two-sided paired t test; null below two seeds, and where both are one training.</param>
/// <param name="Q">Benjamini and Hochberg's, of all contrasts made together; null where there is no p.</param>
public sealed record RoundContrast(Curve Curve, ResultGroup Point, ResultGroup Against, GroupStatistics Difference, double? P, double? Q)
{
    /// <summary>The contrasts of all winning tickets at all rounds, one family, in the order given.</summary>
    /// <param name="curves">Curves; those of other kinds of ticket are passed over.</param>
    /// <param name="against">What a curve is compared with; null is nothing.</param>
    public static ImmutableArray<RoundContrast> Of(IEnumerable<Curve> curves, Func<Curve, Curve?> against)
    {
        var contrasts = (from curve in curves
                         where curve.Ticket == TicketKind.Winning
                         let other = against(curve)
                         where other is not null
                         from point in curve.Points
                         let opposite = other.At(point.Group.Round)
                         where opposite is not null
                         select Of(curve, point, opposite)).ToList();
        var tested = contrasts.Where(contrast => contrast.P is not null).ToList();
        var adjusted = new Queue<double>(MultipleTests.BenjaminiHochberg([.. tested.Select(contrast => contrast.P!.Value)]));
        return [.. contrasts.Select(contrast => contrast.P is null ? contrast : contrast with { Q = adjusted.Dequeue() })];
    }

    private static RoundContrast Of(Curve curve, ResultGroup point, ResultGroup against)
    {
        var difference = PairedDifference.Of(point, against);
        var isOneTraining = point.Seeds.Select(seed => seed.Stage).SequenceEqual(against.Seeds.Select(seed => seed.Stage));
        return new(curve, point, against, difference, difference.Sd is { } sd && !isOneTraining ? PairedTTest.P(difference.Mean!.Value, sd, difference.N, Alternative.TwoSided) : null, null);
    }
}
