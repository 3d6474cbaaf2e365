using Sweeper.Training.Time;

namespace Sweeper.Training.Recipes;

/// <summary>Everything about one training but model, data and ticket.</summary>
/// <param name="Length">How long it lasts, above 0.</param>
/// <param name="BatchSize">Images a step; the last short batch of an epoch is kept.</param>
/// <param name="Optimizer">The optimizer and its schedule.</param>
public sealed record Recipe(Duration Length, int BatchSize, OptimizerSpec Optimizer)
{
    /// <summary>What is done to training images at random.</summary>
    public Augmentation Augmentation { get; init; }

    /// <summary>The canonical form.</summary>
    public string CanonicalForm => $"length={Length} batch_size={BatchSize} augmentation={Augmentation.ToString().ToLowerInvariant()} optimizer={Optimizer.CanonicalForm}";

    /// <summary>Optimizer steps in one epoch of so many training images.</summary>
    public int StepsPerEpoch(int trainImages) => (trainImages + BatchSize - 1) / BatchSize;
}
