using System.Collections.Immutable;

namespace Sweeper.Actors.Specs;

/// <summary>Which endpoints an entry means; an empty list means any.</summary>
/// <param name="Datasets">Texts, labels, or bases (a base means its halves and fractions too).</param>
/// <param name="Optimizers">Names of the recipe's optimizers.</param>
public sealed record EndpointMatch(ImmutableArray<string> Datasets, ImmutableArray<string> Optimizers)
{
    /// <summary>Matches every endpoint.</summary>
    public static EndpointMatch Any { get; } = new([], []);

    /// <summary>Whether an endpoint is meant.</summary>
    public bool Matches(Endpoint endpoint) =>
        (Datasets.IsEmpty || Datasets.Any(name => DatasetMatch.Matches(name, endpoint.Dataset)))
        && (Optimizers.IsEmpty || Optimizers.Contains(endpoint.Optimizer));
}
