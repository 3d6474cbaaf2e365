using System.Runtime.CompilerServices;
using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Recipes;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Stages;

/// <summary>One training, whole: the only inputs of its result (law 1).</summary>
public sealed record StageSpec
{
    private const string Form = "stage/v2";

    // Numbers take longer to write than the form takes to hash, and the stages of a plan share few recipes.
    private static readonly ConditionalWeakTable<Recipe, string> RecipeForms = [];

    /// <summary>The network.</summary>
    public required ModelSpec Model { get; init; }

    /// <summary>The data, by name.</summary>
    public required DatasetRef Dataset { get; init; }

    /// <summary>The data's digest; null in a plan made where the data is not at hand, whose keys are then provisional.</summary>
    public required Digest? DatasetDigest { get; init; }

    /// <summary>What its images are brought to.</summary>
    public required StageInput Input { get; init; }

    /// <summary>The recipe.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>The seed of every draw.</summary>
    public required long Seed { get; init; }

    /// <summary>The weights and mask at the start.</summary>
    public required StartingState Start { get; init; }

    /// <summary>The optimizer step at which schedule and data order begin; above 0 only under <c>schedule_after_reset: resume</c>.</summary>
    public long FirstStep { get; init; }

    /// <summary>The canonical form, a line a field; its SHA-256 is the key.</summary>
    public string CanonicalForm =>
        $"""
        {Form}
        model {Model.CanonicalForm}
        data {DatasetDigest?.Hex ?? $"name:{Dataset.Text}"}
        input {Input.CanonicalForm}
        recipe {RecipeForms.GetValue(Recipe, recipe => recipe.CanonicalForm)}
        seed {Seed}
        start {Start.CanonicalForm}
        first_step {FirstStep}
        training {TrainingVersion.Current}
        """;

    /// <summary>Whether a canonical form is one that this version writes; results under others stay stored and are not found any more.</summary>
    public static bool IsOfThisVersion(string canonicalForm) =>
        canonicalForm.StartsWith($"{Form}\n", StringComparison.Ordinal) && canonicalForm.EndsWith($"\ntraining {TrainingVersion.Current}", StringComparison.Ordinal);

    /// <summary>The key.</summary>
    public StageKey ComputeKey() => StageKey.Of(CanonicalForm);
}
