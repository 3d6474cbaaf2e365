using System.Collections.Immutable;

namespace Sweeper.Host.Reports.Figures;

/// <summary>One coordinate system of a chart.</summary>
internal sealed record Panel(string Title, Axis X, Axis Y, ImmutableArray<Series> Series);
