using System.Collections.Immutable;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Tickets;
using Sweeper.Host.Runs;
using Sweeper.Training.Pruning;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Reports.Masks;

/// <summary>What a report shows of a store's masks.</summary>
/// <param name="Layers">Densities by layer.</param>
/// <param name="Overlaps">Overlaps between sources at the last round.</param>
/// <param name="Notes">What was left out, a sentence each.</param>
/// <param name="Problems">Masks that could not be read, each with why.</param>
internal sealed record MaskSamples(ImmutableArray<LayerSample> Layers, ImmutableArray<OverlapSample> Overlaps, ImmutableArray<string> Notes, ImmutableArray<string> Problems)
{
    /// <summary>No mask.</summary>
    public static MaskSamples None { get; } = new([], [], [], []);

    /// <summary>Reads the masks of some rounds out of a store.</summary>
    /// <param name="tickets">The tickets of a sweep's plan.</param>
    /// <param name="rows">The sweep's results, with the seeds that they ask for.</param>
    public static MaskSamples Read(StoredTickets tickets, IReadOnlyList<ResultGroup> rows)
    {
        var stored = tickets.Entries.Where(entry => entry.State == TicketState.Stored).Select(entry => entry.Ticket.Id).ToHashSet();
        var problems = new SortedSet<string>(StringComparer.Ordinal);
        var families = MaskFamily.Of(MaskFamily.Asked(tickets.Entries.Select(entry => entry.Ticket), rows));
        return MaskSampler.Sample(families, ReadOne, MaskLimits.Default) with { Problems = [.. problems] };

        Mask? ReadOne(WinningTicket ticket)
        {
            if (!stored.Contains(ticket.Id)) return null;
            try
            {
                return tickets.ReadMask(ticket);
            }
            catch (Exception error) when (error is LostBlobException or InvalidDataException)
            {
                problems.Add(error.Message);
                return null;
            }
        }
    }
}
