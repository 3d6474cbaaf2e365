using System.Collections.Immutable;
using Sweeper.Actors.Specs;

namespace Sweeper.Host.Yaml.Reading;

/// <summary>
/// What the sections read so far tell those that refer to them. Null means that a section could not be read: then nothing is
/// checked against it.
/// </summary>
internal sealed class SpecContext(SpecVocabulary vocabulary)
{
    /// <summary>The names of models and datasets.</summary>
    public SpecVocabulary Vocabulary { get; } = vocabulary;

    /// <summary>The labels that datasets are given anywhere in the file.</summary>
    public DatasetLabels Labels { get; set; } = new();

    /// <summary>The names of the recipe's optimizers.</summary>
    public IReadOnlyList<string>? Optimizers { get; set; }

    /// <summary>The names of the sweep's models.</summary>
    public IReadOnlyList<string>? Models { get; set; }

    /// <summary>The sources.</summary>
    public ImmutableArray<SpecEndpoint>? Sources { get; set; }

    /// <summary>The targets.</summary>
    public ImmutableArray<SpecEndpoint>? Targets { get; set; }

    /// <summary>What narrows the pairs.</summary>
    public ImmutableArray<PairFilter>? Pairs { get; set; }

    /// <summary>The ticket kinds.</summary>
    public ImmutableArray<TicketKind>? Tickets { get; set; }

    /// <summary>The pruning.</summary>
    public PruningSpec? Pruning { get; set; }

    /// <summary>The rounds that are cells.</summary>
    public IReadOnlyList<int>? Rounds { get; set; }
}
