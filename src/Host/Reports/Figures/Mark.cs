using System.Collections.Immutable;

namespace Sweeper.Host.Reports.Figures;

/// <summary>Something drawn, in pixels from the figure's upper left corner; what comes later lies on top.</summary>
internal abstract record Mark
{
    /// <summary>A line through points.</summary>
    /// <param name="Points">At least two.</param>
    /// <param name="Paint">Its colour.</param>
    /// <param name="Width">Its width.</param>
    /// <param name="Dash">Lengths of strokes and gaps; empty is a solid line.</param>
    public sealed record Line(ImmutableArray<Spot> Points, Paint Paint, double Width, ImmutableArray<double> Dash) : Mark;

    /// <summary>A filled polygon.</summary>
    public sealed record Area(ImmutableArray<Spot> Points, Paint Paint, double Opacity) : Mark;

    /// <summary>A filled rectangle.</summary>
    public sealed record Box(double X, double Y, double Width, double Height, Paint Fill, Paint? Stroke) : Mark;

    /// <summary>A data point; hollow where values are missing from it.</summary>
    public sealed record Dot(Spot At, DotShape Shape, Paint Paint, bool IsHollow) : Mark;

    /// <summary>A line of text on its baseline.</summary>
    /// <param name="At">Where.</param>
    /// <param name="Words">The text.</param>
    /// <param name="Size">Font size in pixels.</param>
    /// <param name="Anchor">Which part of the text is there.</param>
    /// <param name="Paint">Its colour.</param>
    /// <param name="IsBold">Whether it is bold.</param>
    /// <param name="IsVertical">Whether it runs upwards.</param>
    public sealed record Text(Spot At, string Words, double Size, TextAnchor Anchor, Paint Paint, bool IsBold = false, bool IsVertical = false) : Mark;

    /// <summary>Marks of which nothing shows outside a rectangle.</summary>
    public sealed record Clip(double X, double Y, double Width, double Height, ImmutableArray<Mark> Marks) : Mark;

    /// <summary>Marks moved to another place.</summary>
    public sealed record Moved(double Right, double Down, ImmutableArray<Mark> Marks) : Mark;
}
