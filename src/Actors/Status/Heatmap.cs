using System.Collections.Immutable;

namespace Sweeper.Actors.Status;

/// <summary>Test accuracies by source and target, at one value of every other axis.</summary>
/// <param name="Axes">What there is to choose from.</param>
/// <param name="Choice">What is shown; no value in it is null.</param>
/// <param name="Sources">The rows' datasets; one row named by the ticket kind where it has no source.</param>
/// <param name="Targets">The columns' datasets.</param>
/// <param name="Cells">Row by row; null where the sweep asks for none.</param>
public sealed record Heatmap(
    HeatmapAxes Axes, HeatmapChoice Choice, ImmutableArray<string> Sources, ImmutableArray<string> Targets, ImmutableArray<ImmutableArray<HeatmapCell?>> Cells);
