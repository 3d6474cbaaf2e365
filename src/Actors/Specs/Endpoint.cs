using Sweeper.Training.Datasets;

namespace Sweeper.Actors.Specs;

/// <summary>A dataset under one optimizer: what a source or a target of the grid is.</summary>
public sealed record Endpoint(DatasetRef Dataset, string Optimizer)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Dataset.Display}/{Optimizer}";
}
