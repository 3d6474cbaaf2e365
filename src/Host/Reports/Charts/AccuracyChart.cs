using Sweeper.Host.Reports.Figures;

namespace Sweeper.Host.Reports.Charts;

/// <summary>A chart of curves with either x axis.</summary>
/// <param name="Pruned">Against the fraction of weights pruned.</param>
/// <param name="Remaining">Against the fraction remaining, on a logarithmic scale.</param>
internal sealed record AccuracyChart(Chart Pruned, Chart Remaining);
