using System.Collections.Immutable;
using Sweeper.Training.Datasets;

namespace Sweeper.Actors.Specs;

/// <summary>One entry of <c>requires</c>: which devices may do the trainings that it matches. Nothing of it is in a stage's key.</summary>
public sealed record DeviceRule
{
    /// <summary>Model names it means; empty is any.</summary>
    public ImmutableArray<string> Models { get; init; } = [];

    /// <summary>Datasets it means, as <see cref="DatasetMatch"/> reads them; empty is any.</summary>
    public ImmutableArray<string> Datasets { get; init; } = [];

    /// <summary>What such a training needs; what is null here is left to earlier entries.</summary>
    public required DeviceNeed Need { get; init; }

    /// <summary>Whether it applies to a training.</summary>
    public bool Matches(string model, DatasetRef dataset) =>
        (Models.IsEmpty || Models.Contains(model)) && (Datasets.IsEmpty || Datasets.Any(name => DatasetMatch.Matches(name, dataset)));
}
