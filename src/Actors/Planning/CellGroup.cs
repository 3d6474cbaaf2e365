using System.Collections.Immutable;
using Sweeper.Actors.Specs;
using Sweeper.Training.Models;

namespace Sweeper.Actors.Planning;

/// <summary>The cells that differ in nothing but the seed: a row of the results.</summary>
public sealed record CellGroup
{
    /// <summary>The network.</summary>
    public required ModelSpec Model { get; init; }

    /// <summary>The fraction of the remaining weights that a round prunes.</summary>
    public required decimal Fraction { get; init; }

    /// <summary>How the source was pruned; null for tickets of kind random, which have no source.</summary>
    public required PruningPoint? Pruning { get; init; }

    /// <summary>Where the ticket was found; null for tickets of kind random.</summary>
    public required Endpoint? Source { get; init; }

    /// <summary>Where it is trained.</summary>
    public required Endpoint Target { get; init; }

    /// <summary>The ticket's kind.</summary>
    public required TicketKind Ticket { get; init; }

    /// <summary>The pruning round.</summary>
    public required int Round { get; init; }

    /// <summary>The seeds, ascending, each with the number of the stage whose accuracy is the cell's value.</summary>
    public required ImmutableArray<(long Seed, int Stage)> Cells { get; init; }

    /// <summary>Trainings that one of these cells would need by itself: a source's mask of round r needs its r earlier rounds.</summary>
    public int TrainingsAlone => Source is null ? 1 : Round + 1;

    /// <summary>Whether source and target are the same data and optimizer.</summary>
    public bool IsOwnTarget => Source is { } source && source.Dataset.Text == Target.Dataset.Text && source.Optimizer == Target.Optimizer;
}
