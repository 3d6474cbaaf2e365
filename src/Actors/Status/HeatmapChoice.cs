namespace Sweeper.Actors.Status;

/// <summary>Which heatmap to draw: one value on each axis that is not source or target dataset. What is null or not of the sweep means the first value.</summary>
/// <param name="Model">The model.</param>
/// <param name="Pruning">The way of pruning, as <see cref="HeatmapAxes.Prunings"/> names it.</param>
/// <param name="SourceOptimizer">The sources' optimizer.</param>
/// <param name="TargetOptimizer">The targets' optimizer.</param>
/// <param name="Ticket">The ticket kind.</param>
/// <param name="Round">The pruning round.</param>
public sealed record HeatmapChoice(string? Model, string? Pruning, string? SourceOptimizer, string? TargetOptimizer, string? Ticket, int? Round);
