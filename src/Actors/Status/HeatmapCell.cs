namespace Sweeper.Actors.Status;

/// <summary>One source on one target.</summary>
/// <param name="Mean">Mean test accuracy as a fraction of 1; null without a value.</param>
/// <param name="HalfWidth">Half the width of its interval; null below two values.</param>
/// <param name="N">Seeds that have a value.</param>
/// <param name="Wanted">Seeds asked for.</param>
/// <param name="Failed">Seeds that will have none.</param>
/// <param name="IsOwn">Whether the source is the target.</param>
/// <param name="Stage">The key of the first seed's stage.</param>
public sealed record HeatmapCell(double? Mean, double? HalfWidth, int N, int Wanted, int Failed, bool IsOwn, string Stage);
