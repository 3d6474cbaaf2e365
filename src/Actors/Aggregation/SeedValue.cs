using Sweeper.Training.Keys;

namespace Sweeper.Actors.Aggregation;

/// <summary>One cell of a group.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Accuracy">Test accuracy as a fraction of 1; null unless <paramref name="State"/> is done.</param>
/// <param name="State">Why it has a value or none.</param>
/// <param name="Stage">The stage whose accuracy it is.</param>
public readonly record struct SeedValue(long Seed, double? Accuracy, CellState State, StageKey Stage);
