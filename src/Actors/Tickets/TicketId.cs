using Sweeper.Training.Keys;
using Sweeper.Training.Pruning;

namespace Sweeper.Actors.Tickets;

/// <summary>
/// What identifies a winning ticket: the SHA-256 of how it is made. It is known before anything is trained, and the same in every store
/// and every sweep that asks for the ticket.
/// </summary>
public readonly record struct TicketId(string Value)
{
    /// <summary>The first 12 characters, for people.</summary>
    public string Short => Value[..12];

    /// <summary>The id of a mask on weights.</summary>
    /// <param name="mask">The mask; null is the one of round 0, under which every weight lives.</param>
    /// <param name="weights">The late-reset weights.</param>
    /// <param name="rule">The chain's rule: at round 0 it says which tensors the mask is over.</param>
    public static TicketId Of(ArtifactKey? mask, ArtifactKey weights, PruningRule rule) =>
        new(ContentHash.Of($"ticket/v1\nmask {mask?.Value ?? $"ones {rule.CanonicalForm}"}\nweights {weights}"));

    /// <inheritdoc/>
    public override string ToString() => Value;
}
