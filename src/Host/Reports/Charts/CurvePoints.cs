using System.Collections.Immutable;
using Sweeper.Actors.Derived;
using Sweeper.Host.Reports.Figures;

namespace Sweeper.Host.Reports.Charts;

/// <summary>Curves as series of a panel: percent against percent.</summary>
internal static class CurvePoints
{
    private const string Accuracy = "Test accuracy (%)";

    // What a band may add to the range of the means, in shares of it: with two seeds an interval is thirteen standard errors wide.
    private const double MostBand = 0.35;

    /// <summary>A panel of some curves.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="curves">Each with its name, style and whether it is thick.</param>
    /// <param name="isLog">Whether x is the weights remaining on a logarithmic scale, or the weights pruned.</param>
    public static Panel Panel(string title, IReadOnlyList<(Curve Curve, string Name, SeriesStyle Style, bool IsStrong)> curves, bool isLog)
    {
        var series = curves.Select(each => new Series(each.Name, each.Style, each.IsStrong, Points(each.Curve, isLog))).ToImmutableArray();
        var points = series.SelectMany(each => each.Points).ToList();
        var x = isLog
            ? Axis.FallingLog("Weights remaining (%, log scale)", points.Select(point => point.X).DefaultIfEmpty(100).Min())
            : Axis.Linear("Weights pruned (%)", 0, Math.Max(10, 10 * Math.Ceiling(points.Select(point => point.X).DefaultIfEmpty(100).Max() / 10)));
        return new(title, x, YAxis(points), series);
    }

    private static ImmutableArray<SeriesPoint> Points(Curve curve, bool isLog)
    {
        var points = ImmutableArray.CreateBuilder<SeriesPoint>();
        var isBroken = false;
        foreach (var row in curve.Points)
        {
            if (row is { Statistics: { Mean: { } mean } statistics, PrunedFraction: { } pruned })
            {
                points.Add(new(100 * (isLog ? 1 - pruned : pruned), 100 * mean, 100 * statistics.Ci95Low, 100 * statistics.Ci95High, Gaps.In(row), isBroken && points.Count > 0));
                isBroken = false;
            }
            else isBroken = true;
        }
        return points.ToImmutable();
    }

    private static Axis YAxis(List<SeriesPoint> points)
    {
        if (points.Count == 0) return Axis.Linear(Accuracy, 0, 100);
        var (low, high) = (points.Min(point => point.Y), points.Max(point => point.Y));
        var room = Math.Max(0.5, MostBand * (high - low));
        low = Math.Max(low - room, points.Min(point => point.Low ?? point.Y));
        high = Math.Min(high + room, points.Max(point => point.High ?? point.Y));
        var margin = Math.Max(0.1, 0.04 * (high - low));
        return Axis.Linear(Accuracy, Math.Max(0, low - margin), Math.Min(100, high + margin));
    }
}
