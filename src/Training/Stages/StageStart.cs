using System.Collections.Immutable;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Stages;

/// <summary>Puts a network into the starting state of a stage.</summary>
internal static class StageStart
{
    /// <summary>Sets the weights, already masked; returns the ticket's mask, null where the stage is dense.</summary>
    /// <exception cref="LostBlobException">A blob of the ticket is missing or damaged.</exception>
    /// <exception cref="InvalidDataException">A blob is whole but not of this network.</exception>
    public static Mask? Prepare(Network network, StageSpec spec, ImmutableDictionary<ArtifactKey, Digest> inputs, IBlobStore blobs)
    {
        var mask = spec.Start switch
        {
            StartingState.Init => Fresh(network, spec.Seed, "init/"),
            StartingState.Random ticket => Random(network, spec.Seed, ticket),
            StartingState.Winning ticket => Winning(network, spec.Seed, ticket, inputs, blobs),
            _ => throw new InvalidOperationException($"no start for {spec.Start}"),
        };
        if (mask is null) return null;
        var factors = FlatMask(network.Architecture, mask);
        var weights = network.Weights.Values;
        for (var i = 0; i < factors.Length; i++) weights[i] *= factors[i];
        return mask;
    }

    /// <summary>A factor for every element of the flat buffers: 0 where the mask has pruned, 1 elsewhere.</summary>
    public static float[] FlatMask(Architecture architecture, Mask mask)
    {
        var factors = new float[architecture.FlatLength];
        Array.Fill(factors, 1f);
        long position = 0;
        var slots = architecture.Parameters.ToDictionary(slot => slot.Name);
        foreach (var part in mask.Parts)
        {
            if (!slots.TryGetValue(part.Name, out var slot) || slot.Length != part.Length)
                throw new InvalidDataException($"the mask has {part.Length} weights of {part.Name}, which this network does not have");
            for (var i = 0; i < part.Length; i++, position++)
            {
                if (!mask[position]) factors[slot.Offset + i] = 0f;
            }
        }
        return factors;
    }

    private static Mask? Fresh(Network network, long seed, string purpose)
    {
        foreach (var slot in network.Architecture.Parameters)
            InitialWeights.Fill(slot, network.Architecture.Init, seed, purpose, network.Values(slot));
        return null;
    }

    private static Mask Random(Network network, long seed, StartingState.Random ticket)
    {
        Fresh(network, seed, "ticket/random/weights/");
        return RandomMask.Draw(network.Architecture, ticket, seed);
    }

    private static Mask? Winning(
        Network network, long seed, StartingState.Winning ticket, ImmutableDictionary<ArtifactKey, Digest> inputs, IBlobStore blobs)
    {
        WeightsFile.Read(blobs.Get(inputs[ticket.Weights]), network, skipHead: ticket.FreshHead);
        if (ticket.FreshHead)
        {
            foreach (var slot in network.Architecture.Parameters.Where(slot => slot.IsHead))
                InitialWeights.Fill(slot, network.Architecture.Init, seed, "head/", network.Values(slot));
        }
        if (ticket.Mask is not { } key) return null;
        var mask = MaskFile.Read(blobs.Get(inputs[key]));
        return ticket.FreshHead ? WithoutHead(mask, network.Architecture) : mask;
    }

    // A head drawn anew is dense: the source's mask says nothing about other classes.
    private static Mask WithoutHead(Mask mask, Architecture architecture)
    {
        var heads = architecture.Parameters.Where(slot => slot.IsHead).Select(slot => slot.Name).ToHashSet();
        var alive = mask.ToArray();
        var kept = ImmutableArray.CreateBuilder<MaskPart>();
        var keptAlive = new List<bool>(alive.Length);
        var start = 0;
        foreach (var part in mask.Parts)
        {
            if (!heads.Contains(part.Name))
            {
                kept.Add(part);
                keptAlive.AddRange(alive.AsSpan(start, part.Length));
            }
            start += part.Length;
        }
        return Mask.Where(kept.ToImmutable(), keptAlive.ToArray());
    }
}
