using System.Collections.Immutable;
using Sweeper.Training.Datasets;

namespace Sweeper.Actors.Specs;

/// <summary>One entry of <c>sources</c> or <c>targets</c>: a dataset under each of some optimizers.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Optimizers">Names of the recipe's optimizers, at least one, none twice.</param>
public sealed record SpecEndpoint(DatasetRef Dataset, ImmutableArray<string> Optimizers);
