using Sweeper.Actors.Planning;

namespace Sweeper.Actors.Coordination;

/// <summary>A comparison asks for more seeds.</summary>
/// <param name="Comparison">Its name.</param>
/// <param name="Seeds">How many it has now.</param>
/// <param name="HalfWidth">Half the width of its interval at the last look, in points; null where it had none.</param>
/// <param name="Cells">The stages whose accuracies are the cells of the seeds added; some may be done, or asked for by others already.</param>
internal sealed record SeedStep(string Comparison, int Seeds, double? HalfWidth, IReadOnlyList<PlannedStage> Cells);
