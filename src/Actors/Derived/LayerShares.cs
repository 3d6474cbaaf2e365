using System.Collections.Immutable;
using Sweeper.Training.Pruning;

namespace Sweeper.Actors.Derived;

/// <summary>What some masks of one network leave of each layer, on average over seeds (paper figure 1b).</summary>
/// <param name="Names">The prunable tensors, in order.</param>
/// <param name="Density">Left / weights of each, the mean over the masks.</param>
/// <param name="Seeds">Masks.</param>
public sealed record LayerShares(ImmutableArray<string> Names, ImmutableArray<double> Density, int Seeds)
{
    /// <summary>The shares of some masks of the same network.</summary>
    /// <param name="masks">At least one.</param>
    /// <exception cref="InvalidDataException">They are not over the same tensors.</exception>
    public static LayerShares Of(IReadOnlyList<Mask> masks)
    {
        var parts = masks[0].Parts;
        if (masks.Any(mask => !mask.Parts.SequenceEqual(parts))) throw new InvalidDataException("masks that are not over the same tensors have no common density");
        var densities = ImmutableArray.CreateBuilder<double>(parts.Length);
        long start = 0;
        foreach (var part in parts)
        {
            densities.Add(masks.Sum(mask => (double)MaskOverlap.Alive(mask, start, part.Length) / part.Length) / masks.Count);
            start += part.Length;
        }
        return new([.. parts.Select(part => part.Name)], densities.MoveToImmutable(), masks.Count);
    }

    /// <summary>The rate at which one way of pruning has pruned each layer over the rate of another; null where the other pruned nothing.</summary>
    /// <param name="other">Of the same network.</param>
    public ImmutableArray<double?> PrunedOver(LayerShares other) =>
        [.. Density.Zip(other.Density, (mine, theirs) => theirs < 1 ? (1 - mine) / (1 - theirs) : (double?)null)];
}
