using System.Collections.Immutable;

namespace Sweeper.Host.Reports.Figures;

/// <summary>The corners of dots; circles have none.</summary>
internal static class DotOutline
{
    /// <summary>The radius of a circle, in pixels; the other shapes look as large.</summary>
    public const double Radius = 3;

    /// <summary>The corners of a shape around a place; empty for a circle.</summary>
    public static ImmutableArray<Spot> Of(Mark.Dot dot)
    {
        var (x, y) = dot.At;
        return dot.Shape switch
        {
            DotShape.Circle => [],
            DotShape.Square => Corners((-2.7, -2.7), (2.7, -2.7), (2.7, 2.7), (-2.7, 2.7)),
            DotShape.Triangle => Corners((0, -3.8), (3.5, 2.6), (-3.5, 2.6)),
            DotShape.Diamond => Corners((0, -4), (4, 0), (0, 4), (-4, 0)),
            DotShape.Wedge => Corners((0, 3.8), (3.5, -2.6), (-3.5, -2.6)),
            _ => Corners((-3.8, -1.4), (3.8, -1.4), (3.8, 1.4), (-3.8, 1.4)),
        };

        ImmutableArray<Spot> Corners(params (double Right, double Down)[] offsets) => [.. offsets.Select(offset => new Spot(x + offset.Right, y + offset.Down))];
    }
}
