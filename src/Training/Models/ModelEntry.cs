using System.Collections.Immutable;
using Sweeper.Training.Datasets;

namespace Sweeper.Training.Models;

/// <summary>A line of <see cref="ModelCatalog"/>.</summary>
/// <param name="Layers">Lists the layers for a spec, an input shape and a number of classes.</param>
/// <param name="SmallestSide">Pixels that an image must have each way.</param>
/// <param name="Init">How weights are first drawn where a sweep says nothing.</param>
internal sealed record ModelEntry(Func<ModelSpec, ImageGeometry, int, IReadOnlyList<Layer>> Layers, int SmallestSide, Initialisation Init)
{
    /// <summary>The options that the model takes.</summary>
    public ImmutableArray<ModelOption> Takes { get; init; } = [];

    /// <summary>Whether it has batch normalisation whatever is asked.</summary>
    public bool AlwaysHasBatchNorm { get; init; }
}
