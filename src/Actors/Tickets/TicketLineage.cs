using System.Collections.Immutable;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tickets;

/// <summary>Where a stored ticket comes from: for each training, the result that the ticket's own bytes go back to.</summary>
/// <param name="Links">The trainings, round 0 first.</param>
/// <param name="IsMixed">Whether a mask comes from other weights than those the ticket has: a training ran twice with different ends (law 4).</param>
public sealed record TicketLineage(ImmutableArray<ChainLink> Links, bool IsMixed)
{
    /// <summary>Follows a ticket back from its mask to the dense training.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="artifacts">The stored artifacts that count.</param>
    /// <param name="resultsOf">All stored results of a training, the one that counts first.</param>
    public static TicketLineage Of(
        WinningTicket ticket, IReadOnlyDictionary<ArtifactKey, StoredArtifact> artifacts, Func<StageKey, IReadOnlyList<StageResult>> resultsOf)
    {
        var links = new ChainLink[ticket.Chain.Length];
        var weights = artifacts.GetValueOrDefault(ticket.Weights)?.Digest;
        var (key, digest) = ticket.Mask is { } mask ? (mask, artifacts.GetValueOrDefault(mask)?.Digest) : (ticket.Weights, weights);
        var isMixed = false;
        for (var round = links.Length - 1; round >= 0; round--)
        {
            var stage = ticket.Chain[round];
            var results = resultsOf(stage.Key);
            // A training that ran again may have ended in other bytes: the one that left these is meant.
            var result = results.FirstOrDefault(result => result.Artifacts.Any(artifact => artifact.Key == key && artifact.Digest == digest)) ?? results.FirstOrDefault();
            links[round] = new(round, stage, result);
            var used = round == 0 ? result?.Artifacts.FirstOrDefault(artifact => artifact.Key == ticket.Weights)?.Digest : Input(result, ticket.Weights);
            isMixed |= used is not null && weights is not null && used != weights;
            if (round == 0) continue;
            key = stage.Tickets.FirstOrDefault(needed => needed != ticket.Weights, ticket.Weights);
            digest = Input(result, key);
        }
        return new([.. links], isMixed);
    }

    private static Digest? Input(StageResult? result, ArtifactKey key) => result is not null && result.Inputs.TryGetValue(key, out var digest) ? digest : null;
}
