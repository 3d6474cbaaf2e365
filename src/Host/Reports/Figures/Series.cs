using System.Collections.Immutable;

namespace Sweeper.Host.Reports.Figures;

/// <summary>A line of a panel.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Style">How it is drawn.</param>
/// <param name="IsStrong">Whether it is thick.</param>
/// <param name="Points">Its points from left to right.</param>
internal sealed record Series(string Name, SeriesStyle Style, bool IsStrong, ImmutableArray<SeriesPoint> Points);
