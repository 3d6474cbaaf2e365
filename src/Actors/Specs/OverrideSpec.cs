using System.Collections.Immutable;

namespace Sweeper.Actors.Specs;

/// <summary>One entry of <c>overrides</c>: where it matches the stage being trained, its values replace the sweep's.</summary>
public sealed record OverrideSpec
{
    /// <summary>Model names it means; empty is any.</summary>
    public ImmutableArray<string> Models { get; init; } = [];

    /// <summary>Datasets it means, as <see cref="DatasetMatch"/> reads them; empty is any.</summary>
    public ImmutableArray<string> Datasets { get; init; } = [];

    /// <summary>Optimizers it means; empty is any.</summary>
    public ImmutableArray<string> Optimizers { get; init; } = [];

    /// <summary>Only trainings on a source (chains) or only those on a target; null is both.</summary>
    public Role? Role { get; init; }

    /// <summary>What changes in the recipe.</summary>
    public RecipePatch Recipe { get; init; } = new();

    /// <summary>What changes in the pruning; it applies to chains.</summary>
    public PruningPatch Pruning { get; init; } = new();

    /// <summary>Whether it applies to a training.</summary>
    public bool Matches(string model, Endpoint endpoint, Role role) =>
        (Role is null || Role == role)
        && (Models.IsEmpty || Models.Contains(model))
        && (Datasets.IsEmpty || Datasets.Any(name => DatasetMatch.Matches(name, endpoint.Dataset)))
        && (Optimizers.IsEmpty || Optimizers.Contains(endpoint.Optimizer));
}
