using System.Collections.Immutable;

namespace Sweeper.Host.Reports.Figures;

/// <summary>How a series is drawn: colour, dash and shape each tell it apart.</summary>
internal sealed record SeriesStyle(Paint Paint, ImmutableArray<double> Dash, DotShape Shape)
{
    private static readonly ImmutableArray<ImmutableArray<double>> Dashes = [[], [7, 3], [2, 2], [9, 3, 2, 3], [12, 4]];

    /// <summary>Random tickets: what others are compared with.</summary>
    public static SeriesStyle Random { get; } = new(Paint.Muted, [1.5, 2.5], DotShape.Bar);

    /// <summary>The style of a series, from 0; the first thirty differ, and the first twenty-five without their colours too.</summary>
    public static SeriesStyle Of(int number) =>
        new(Paint.Series(number), Dashes[(number + number / 5) % Dashes.Length], (DotShape)((number + 2 * (number / 5)) % 5));

    /// <summary>Equal where they look alike.</summary>
    public bool Equals(SeriesStyle? other) => other is not null && Paint == other.Paint && Shape == other.Shape && Dash.SequenceEqual(other.Dash);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Paint, Shape, Dash.Length);
}
