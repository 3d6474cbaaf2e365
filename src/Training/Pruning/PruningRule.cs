using Sweeper.Training.Keys;

namespace Sweeper.Training.Pruning;

/// <summary>How a round of pruning chooses the weights to remove.</summary>
/// <param name="Scope">Over which weights magnitudes are ranked.</param>
/// <param name="Criterion">What ranks them.</param>
/// <param name="Fraction">The fraction of the remaining weights that a round prunes, in (0, 1).</param>
/// <param name="Tensors">Which tensors it may touch.</param>
public sealed record PruningRule(PruningScope Scope, PruningCriterion Criterion, decimal Fraction, PrunedTensors Tensors)
{
    /// <summary>The canonical form.</summary>
    public string CanonicalForm =>
        $"scope={Scope.ToString().ToLowerInvariant()} criterion={Criterion.ToString().ToLowerInvariant()} fraction={Canonical.Number(Fraction)} {Tensors.CanonicalForm}";

    /// <summary>How many of so many remaining weights a round prunes: ceil(fraction x remaining), in decimal arithmetic.</summary>
    public static long CountToPrune(decimal fraction, long remaining) => (long)decimal.Ceiling(fraction * remaining);
}
