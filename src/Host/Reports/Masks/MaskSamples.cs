using System.Collections.Immutable;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Derived;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tickets;
using Sweeper.Host.Runs;
using Sweeper.Training.Pruning;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Reports.Masks;

/// <summary>What a report shows of a store's masks.</summary>
/// <param name="Layers">Densities by layer.</param>
/// <param name="Overlaps">Overlaps between sources at the last round.</param>
/// <param name="Problems">Masks that could not be read, each with why.</param>
internal sealed record MaskSamples(ImmutableArray<LayerSample> Layers, ImmutableArray<OverlapSample> Overlaps, ImmutableArray<string> Problems)
{
    private const int MostRounds = 4;

    /// <summary>No mask.</summary>
    public static MaskSamples None { get; } = new([], [], []);

    /// <summary>Reads the masks of some rounds out of a store.</summary>
    public static MaskSamples Read(StoredTickets tickets)
    {
        var stored = tickets.Entries.Where(entry => entry.State == TicketState.Stored).Select(entry => entry.Ticket.Id).ToHashSet();
        var problems = new SortedSet<string>(StringComparer.Ordinal);
        var families = MaskFamily.Of(tickets.Entries.Select(entry => entry.Ticket));
        return Of(families, ReadOne) with { Problems = [.. problems] };

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

    /// <summary>Samples families whose masks are had from somewhere.</summary>
    /// <param name="families">The families.</param>
    /// <param name="read">A ticket's mask; null where there is none.</param>
    public static MaskSamples Of(IReadOnlyList<MaskFamily> families, Func<WinningTicket, Mask?> read) => new(
        [.. families.SelectMany(family => Rounds(family).SelectMany(round => family.Sources.Select(source => Layer(family, source, round, read))))],
        [.. families.SelectMany(family => Overlap(family, family.Tickets.Max(ticket => ticket.Round), read))],
        []);

    private static IReadOnlyList<int> Rounds(MaskFamily family)
    {
        var last = family.Tickets.Max(ticket => ticket.Round);
        return [.. Enumerable.Range(1, MostRounds).Select(i => i * last / MostRounds).Where(round => round > 0).Distinct()];
    }

    private static LayerSample Layer(MaskFamily family, Endpoint source, int round, Func<WinningTicket, Mask?> read)
    {
        var tickets = family.Tickets.Where(ticket => ticket.Source == source && ticket.Round == round).ToList();
        return new(family, source, round, LayerShares.Of(tickets.Select(read).OfType<Mask>()), tickets.Count);
    }

    // A seed's masks of all sources at a time: of a large network all seeds together would not fit.
    private static IEnumerable<OverlapSample> Overlap(MaskFamily family, int round, Func<WinningTicket, Mask?> read)
    {
        Endpoint[] sources = [.. family.Sources];
        var pairs = (from first in Enumerable.Range(0, sources.Length) from second in Enumerable.Range(first + 1, sources.Length - first - 1) select (first, second)).ToList();
        if (pairs.Count == 0) yield break;
        var found = pairs.ToDictionary(pair => pair, _ => new List<MaskOverlap>());
        var bySeed = family.Tickets.Where(ticket => ticket.Round == round).GroupBy(ticket => ticket.Seed).OrderBy(group => group.Key).ToList();
        foreach (var seed in bySeed)
        {
            var masks = sources.Select(source => seed.FirstOrDefault(ticket => ticket.Source == source) is { } ticket ? read(ticket) : null).ToList();
            foreach (var pair in pairs)
            {
                // Inputs may differ between sources, and with them the networks.
                if (masks[pair.first] is { } one && masks[pair.second] is { } other && one.Parts.SequenceEqual(other.Parts)) found[pair].Add(MaskOverlap.Of(one, other));
            }
        }
        foreach (var (pair, overlaps) in found)
        {
            yield return new(family, sources[pair.first], sources[pair.second], round, GroupStatistics.Of([.. overlaps.Select(overlap => overlap.Jaccard)]),
                GroupStatistics.Of([.. overlaps.Select(overlap => overlap.OverChance).OfType<double>()]), bySeed.Count);
        }
    }
}
