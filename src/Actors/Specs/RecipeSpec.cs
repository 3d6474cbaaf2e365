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

    /// <summary>The optimizers by name, at least one.</summary>
    public required ImmutableSortedDictionary<string, OptimizerSpec> Optimizers { get; init; }

    /// <summary>What is done to training images at random.</summary>
    public Augmentation Augmentation { get; init; }
}
