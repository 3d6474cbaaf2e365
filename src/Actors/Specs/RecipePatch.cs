using System.Collections.Immutable;
using Sweeper.Training.Recipes;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Specs;

/// <summary>What an override changes in a recipe; null leaves a value as it is.</summary>
public sealed record RecipePatch
{
    /// <summary>How long a training lasts.</summary>
    public Duration? Length { get; init; }

    /// <summary>Images a step.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Images a forward pass.</summary>
    public int? MicroBatchSize { get; init; }

    /// <summary>Whether the last short batch of an epoch is left out.</summary>
    public bool? DropLast { get; init; }

    /// <summary>The part of a label's probability that is spread over all classes.</summary>
    public double? LabelSmoothing { get; init; }

    /// <summary>What is done to training images at random.</summary>
    public Augmentation? Augmentation { get; init; }

    /// <summary>Changes to optimizers, by the optimizer's name.</summary>
    public ImmutableSortedDictionary<string, OptimizerPatch> Optimizers { get; init; } = ImmutableSortedDictionary<string, OptimizerPatch>.Empty;

    /// <summary>The recipe with these changes.</summary>
    public RecipeSpec Apply(RecipeSpec recipe) => recipe with
    {
        Length = Length ?? recipe.Length,
        BatchSize = BatchSize ?? recipe.BatchSize,
        MicroBatchSize = MicroBatchSize ?? recipe.MicroBatchSize,
        DropLast = DropLast ?? recipe.DropLast,
        LabelSmoothing = LabelSmoothing ?? recipe.LabelSmoothing,
        Augmentation = Augmentation ?? recipe.Augmentation,
        Optimizers = recipe.Optimizers.SetItems(
            Optimizers.Select(patch => KeyValuePair.Create(patch.Key, patch.Value.Apply(recipe.Optimizers[patch.Key])))),
    };
}
