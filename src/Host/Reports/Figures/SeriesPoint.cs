namespace Sweeper.Host.Reports.Figures;

/// <summary>A point of a series.</summary>
/// <param name="X">Where on the x axis.</param>
/// <param name="Y">The mean.</param>
/// <param name="Low">The lower end of its interval; null where there is none.</param>
/// <param name="High">The upper end.</param>
/// <param name="IsHollow">Whether values are missing from it.</param>
/// <param name="StartsAnew">Whether there is a point without any value before it: no line leads to it.</param>
internal readonly record struct SeriesPoint(double X, double Y, double? Low, double? High, bool IsHollow, bool StartsAnew = false);
