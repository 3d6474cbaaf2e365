using System.Collections.Immutable;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;

namespace Sweeper.Actors.Tickets;

/// <summary>A winning ticket that a sweep asks for, under the name that the sweep gives it: a mask, and the weights it goes with.</summary>
public sealed record WinningTicket
{
    /// <summary>What identifies it. Two names may mean one ticket: optimizers that differ in nothing but their names, say.</summary>
    public required TicketId Id { get; init; }

    /// <summary>The network.</summary>
    public required ModelSpec Model { get; init; }

    /// <summary>Where it was found.</summary>
    public required Endpoint Source { get; init; }

    /// <summary>How it was pruned, and to which moment it is rewound.</summary>
    public required PruningPoint Pruning { get; init; }

    /// <summary>How often it was pruned.</summary>
    public required int Round { get; init; }

    /// <summary>The seed of its chain.</summary>
    public required long Seed { get; init; }

    /// <summary>The mask; null at round 0, where every weight lives.</summary>
    public required ArtifactKey? Mask { get; init; }

    /// <summary>The late-reset weights.</summary>
    public required ArtifactKey Weights { get; init; }

    /// <summary>The optimizer step of round 0 at which the weights were taken.</summary>
    public required long RewindStep { get; init; }

    /// <summary>
    /// The trainings that it comes from, round 0 first: the first leaves the weights, the last the mask. A ticket of round r comes from r
    /// of them, and that of round 0 from the dense one.
    /// </summary>
    public required ImmutableArray<PlannedStage> Chain { get; init; }
}
