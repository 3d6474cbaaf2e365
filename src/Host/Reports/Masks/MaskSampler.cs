using System.Globalization;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Derived;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tickets;
using Sweeper.Host.Output;
using Sweeper.Training.Pruning;

namespace Sweeper.Host.Reports.Masks;

/// <summary>Reads masks, each once: seed by seed over all families and the last round first, so that a bound leaves out what adds least.</summary>
internal sealed class MaskSampler
{
    private readonly Func<WinningTicket, Mask?> _read;
    private readonly MaskLimits _limits;
    private readonly Dictionary<(MaskFamily Family, Endpoint Source, int Round), List<LayerShares>> _shares = [];
    private readonly Dictionary<(MaskFamily Family, int First, int Second), List<MaskOverlap>> _overlaps = [];
    private long _bits;
    private int _unread;

    private MaskSampler(Func<WinningTicket, Mask?> read, MaskLimits limits) => (_read, _limits) = (read, limits);

    /// <summary>Samples families whose masks are had from somewhere.</summary>
    /// <param name="families">The families.</param>
    /// <param name="read">A ticket's mask; null where there is none.</param>
    /// <param name="limits">How much is read.</param>
    public static MaskSamples Sample(IReadOnlyList<MaskFamily> families, Func<WinningTicket, Mask?> read, MaskLimits limits)
    {
        var sampler = new MaskSampler(read, limits);
        foreach (var seed in families.SelectMany(family => family.Tickets).Select(ticket => ticket.Seed).Distinct().Order()) sampler.ReadSeed(families, seed);
        var notes = families.Where(family => family.Sources.Count() > limits.Sources)
            .Select(family => $"{family.Label}: of {family.Sources.Count()} sources the first {limits.Sources} are compared with each other").ToList();
        if (sampler._unread > 0)
            notes.Insert(0, string.Create(CultureInfo.InvariantCulture, $"{Humans.Count(sampler._unread, "mask")} not looked at: a report reads {limits.Bits / (double)(8L << 20):N0} MiB of them, from the lowest seed on"));
        return new([.. families.SelectMany(sampler.Layers)], [.. families.SelectMany(sampler.Overlaps)], [.. notes], []);
    }

    private void ReadSeed(IReadOnlyList<MaskFamily> families, long seed)
    {
        foreach (var family in families)
        {
            var (rounds, sources) = (Rounds(family), family.Sources.ToList());
            foreach (var round in rounds.Reverse())
            {
                var held = new List<(int Source, Mask Mask)>();
                foreach (var ticket in family.Tickets.Where(ticket => ticket.Seed == seed && ticket.Round == round))
                {
                    if (Read(ticket) is not { } mask) continue;
                    Add(_shares, (family, ticket.Source, round), LayerShares.Of(mask));
                    var source = sources.IndexOf(ticket.Source);
                    if (round == rounds[^1] && source < _limits.Sources) held.Add((source, mask));
                }
                // Inputs may differ between sources, and with them the networks.
                foreach (var (first, one) in held)
                {
                    foreach (var (second, other) in held.Where(other => other.Source > first && other.Mask.Parts.SequenceEqual(one.Parts)))
                        Add(_overlaps, (family, first, second), MaskOverlap.Of(one, other));
                }
            }
        }
    }

    private Mask? Read(WinningTicket ticket)
    {
        if (_bits >= _limits.Bits)
        {
            _unread++;
            return null;
        }
        var mask = _read(ticket);
        _bits += mask?.Length ?? 0;
        return mask;
    }

    private IEnumerable<LayerSample> Layers(MaskFamily family) =>
        from round in Rounds(family)
        from source in family.Sources
        let wanted = family.Tickets.Count(ticket => ticket.Source == source && ticket.Round == round)
        select new LayerSample(family, source, round, _shares.TryGetValue((family, source, round), out var shares) ? LayerShares.MeanOf(shares) : null, wanted);

    private IEnumerable<OverlapSample> Overlaps(MaskFamily family)
    {
        var (last, sources) = (Rounds(family)[^1], family.Sources.Take(_limits.Sources).ToList());
        var seeds = sources.Select(source => family.Tickets.Where(ticket => ticket.Source == source && ticket.Round == last).Select(ticket => ticket.Seed).ToHashSet()).ToList();
        return from first in Enumerable.Range(0, sources.Count)
               from second in Enumerable.Range(first + 1, sources.Count - first - 1)
               let overlaps = _overlaps.GetValueOrDefault((family, first, second)) ?? []
               select new OverlapSample(
                   family, sources[first], sources[second], last, GroupStatistics.Of([.. overlaps.Select(overlap => overlap.Jaccard)]),
                   GroupStatistics.Of([.. overlaps.Select(overlap => overlap.OverChance).OfType<double>()]), seeds[first].Intersect(seeds[second]).Count());
    }

    private IReadOnlyList<int> Rounds(MaskFamily family)
    {
        var last = family.Tickets.Max(ticket => ticket.Round);
        return [.. Enumerable.Range(1, _limits.Rounds).Select(i => i * last / _limits.Rounds).Where(round => round > 0).Distinct()];
    }

    private static void Add<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key, TValue value)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list)) lists[key] = list = [];
        list.Add(value);
    }
}
