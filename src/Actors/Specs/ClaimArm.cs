namespace Sweeper.Actors.Specs;

/// <summary>One side of a claim: which cells it takes. Null means "whatever the other cells of the claim have".</summary>
public sealed record ClaimArm
{
    /// <summary>The ticket kind.</summary>
    public TicketKind Ticket { get; init; }

    /// <summary>The source dataset, as <see cref="DatasetMatch"/> reads it.</summary>
    public string? Source { get; init; }

    /// <summary>The source's optimizer.</summary>
    public string? SourceOptimizer { get; init; }

    /// <summary>The target's optimizer.</summary>
    public string? TargetOptimizer { get; init; }

    /// <summary>The model's name.</summary>
    public string? Model { get; init; }

    /// <summary>The pruning scope (<c>global</c> or <c>layerwise</c>).</summary>
    public string? Scope { get; init; }
}
