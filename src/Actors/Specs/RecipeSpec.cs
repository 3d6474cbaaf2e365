using System.Collections.Immutable;
using Sweeper.Training.Recipes;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Specs;

/// <summary>The <c>recipe</c> part of a sweep.</summary>
public sealed record RecipeSpec
{
    /// <summary>How long a training lasts, above 0.</summary>
    public required Duration Length { get; init; }

    /// <summary>Images a step, at least 1.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Images a forward pass; null is the whole batch.</summary>
    public int? MicroBatchSize { get; init; }

    /// <summary>Whether the last short batch of an epoch is left out.</summary>
    public bool DropLast { get; init; }

    /// <summary>The part of a label's probability that is spread over all classes, in [0, 1).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The optimizers by name, at least one.</summary>
    public required ImmutableSortedDictionary<string, OptimizerSpec> Optimizers { get; init; }

    /// <summary>What is done to training images at random.</summary>
    public Augmentation Augmentation { get; init; }
}
