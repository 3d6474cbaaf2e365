using Sweeper.Actors.Aggregation;

namespace Sweeper.Actors.Derived;

/// <summary>How far a curve matches the dense network.</summary>
/// <param name="Last">
/// The last row up to which, at every round, the lower end of the paired 95% interval of curve - dense stays above -margin; null where the
/// first row fails already.
/// </param>
/// <param name="Stopped">The first row that fails; null where the curve matches to its end.</param>
/// <param name="AtStop">Curve - dense there, in points; fewer than two seeds cannot show a match.</param>
public sealed record MatchingExtent(ResultGroup? Last, ResultGroup? Stopped, GroupStatistics? AtStop)
{
    /// <summary>The margin where none is named, in points.</summary>
    public const double DefaultMargin = 0.5;

    /// <summary>The extent of a curve.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="dense">The dense network on the same target.</param>
    /// <param name="margin">In points, at least 0.</param>
    public static MatchingExtent Of(Curve curve, ResultGroup dense, double margin = DefaultMargin)
    {
        ResultGroup? last = null;
        foreach (var row in curve.Points)
        {
            var difference = PairedDifference.Of(row, dense);
            if (difference.Ci95Low is not { } low || low <= -margin) return new(last, row, difference);
            last = row;
        }
        return new(last, null, null);
    }
}
