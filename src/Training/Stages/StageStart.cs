using System.Collections.Immutable;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Recipes;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Stages;

/// <summary>Puts a network, and its optimizer, into the starting state of a stage.</summary>
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
            StartingState.RandomLayerwise ticket => RandomLayerwise(network, spec.Seed, ticket, blobs.Get(inputs[ticket.Mask])),
            StartingState.RandomWeights ticket => RandomWeights(network, spec.Seed, ticket, blobs.Get(inputs[ticket.Mask])),
            _ => throw new InvalidOperationException($"no start for {spec.Start}"),
        };
        if (mask is null) return null;
        var factors = FlatMask(network.Architecture, mask);
        var weights = network.Weights.Values;
        for (var i = 0; i < factors.Length; i++) weights[i] *= factors[i];
        return mask;
    }

    /// <summary>Brings the optimizer to the ticket's moments, where it has some.</summary>
    /// <exception cref="LostBlobException">The blob is missing or damaged.</exception>
    /// <exception cref="InvalidDataException">The blob is whole but of another kind of optimizer or network.</exception>
    public static void Resume(FlatOptimizer optimizer, Architecture architecture, StageSpec spec, ImmutableDictionary<ArtifactKey, Digest> inputs, IBlobStore blobs)
    {
        if (spec.Start is StartingState.Winning { OptimizerState: { } state } ticket)
            OptimizerFile.Read(blobs.Get(inputs[state]), optimizer, architecture, skipHead: ticket.Head != HeadStart.Kept);
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

    private static Mask RandomLayerwise(Network network, long seed, StartingState.RandomLayerwise ticket, byte[] mask)
    {
        Fresh(network, seed, "ticket/random-layerwise/weights/");
        return RandomMask.InsideLayers(ForHead(MaskFile.Read(mask), network.Architecture, ticket.Head), ticket.Round, seed);
    }

    private static Mask RandomWeights(Network network, long seed, StartingState.RandomWeights ticket, byte[] mask)
    {
        Fresh(network, seed, "ticket/random-weights/weights/");
        return ForHead(MaskFile.Read(mask), network.Architecture, ticket.Head);
    }

    private static Mask? Winning(
        Network network, long seed, StartingState.Winning ticket, ImmutableDictionary<ArtifactKey, Digest> inputs, IBlobStore blobs)
    {
        WeightsFile.Read(blobs.Get(inputs[ticket.Weights]), network, skipHead: ticket.Head != HeadStart.Kept);
        if (ticket.FreshNorm) network.ResetNorms();
        if (ticket.Head != HeadStart.Kept)
        {
            foreach (var slot in network.Architecture.Parameters.Where(slot => slot.IsHead))
                InitialWeights.Fill(slot, network.Architecture.Init, seed, "head/", network.Values(slot));
        }
        return ticket.Mask is { } key ? ForHead(MaskFile.Read(blobs.Get(inputs[key])), network.Architecture, ticket.Head) : null;
    }

    // The mask without its part of a head that starts dense: it says nothing about other classes.
    private static Mask ForHead(Mask mask, Architecture architecture, HeadStart head)
    {
        if (head != HeadStart.Fresh) return mask;
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
