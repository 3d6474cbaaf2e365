using System.Collections.Immutable;

namespace Sweeper.Actors.Status;

/// <summary>The values that a sweep has on the axes that a heatmap chooses from.</summary>
public sealed record HeatmapAxes(
    ImmutableArray<string> Models,
    ImmutableArray<string> Prunings,
    ImmutableArray<string> SourceOptimizers,
    ImmutableArray<string> TargetOptimizers,
    ImmutableArray<string> Tickets,
    ImmutableArray<int> Rounds);
