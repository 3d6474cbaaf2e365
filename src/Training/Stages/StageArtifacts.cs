using System.Collections.Immutable;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Recipes;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Stages;

/// <summary>Puts what an order asks for into the ticket store: durable before the result that names it is sent (law 4).</summary>
/// <remarks>Masks are derived here, from the weights in memory: the final checkpoint need not be written for them.</remarks>
internal sealed class StageArtifacts(StageOrder order, Network network, FlatOptimizer optimizer, IBlobStore blobs)
{
    private readonly List<StoredArtifact> _stored = [];

    /// <summary>What has been stored.</summary>
    public ImmutableArray<StoredArtifact> Stored => [.. _stored];

    /// <summary>Snapshots the weights, and the optimizer's moments, if a rewind point is at this step (the number of steps done).</summary>
    public void Rewind(long step)
    {
        if (order.Outputs.Rewinds.Any(rewind => rewind.Step == step)) network.Download();
        foreach (var rewind in order.Outputs.Rewinds.Where(rewind => rewind.Step == step))
            Store(rewind.Key, ArtifactKind.Weights, WeightsFile.Write(network));
        foreach (var state in order.Outputs.OptimizerStates.Where(state => state.Step == step))
            Store(state.Key, ArtifactKind.OptimizerState, OptimizerFile.Write(optimizer, network.Architecture));
    }

    /// <summary>Derives the masks of the next round, and keeps the final weights if asked.</summary>
    public void Finish(Mask? mask)
    {
        foreach (var output in order.Outputs.Masks)
        {
            var before = mask ?? Mask.Ones(network.Architecture, output.Rule.Tensors);
            Store(output.Key, ArtifactKind.Mask, MaskFile.Write(Pruner.Prune(before, WeightsAt(before), output.Rule)));
        }
        if (order.Outputs.Final is { } final) Store(final, ArtifactKind.Final, WeightsFile.Write(network));
    }

    private float[] WeightsAt(Mask mask)
    {
        var slots = network.Architecture.Parameters.ToDictionary(slot => slot.Name);
        var weights = new float[mask.Length];
        var at = 0;
        foreach (var part in mask.Parts)
        {
            network.Values(slots[part.Name]).CopyTo(weights.AsSpan(at));
            at += part.Length;
        }
        return weights;
    }

    private void Store(ArtifactKey key, ArtifactKind kind, byte[] bytes) => _stored.Add(new(key, kind, blobs.Put(bytes), bytes.Length));
}
