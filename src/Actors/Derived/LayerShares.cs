using System.Collections.Immutable;
using Sweeper.Training.Pruning;

namespace Sweeper.Actors.Derived;

/// <summary>What some masks of one network leave of each layer, on average over seeds (paper figure 1b).</summary>
/// <param name="Names">The prunable tensors, in order.</param>
/// <param name="Density">Left / weights of each, the mean over the masks.</param>
/// <param name="Seeds">Masks.</param>
public sealed record LayerShares(ImmutableArray<string> Names, ImmutableArray<double> Density, int Seeds)
{
    /// <summary>The shares of one mask.</summary>
    public static LayerShares Of(Mask mask)
    {
        var densities = ImmutableArray.CreateBuilder<double>(mask.Parts.Length);
        long start = 0;
        foreach (var part in mask.Parts)
        {
            densities.Add((double)MaskOverlap.Alive(mask, start, part.Length) / part.Length);
            start += part.Length;
        }
        return new([.. mask.Parts.Select(part => part.Name)], densities.MoveToImmutable(), 1);
    }

    /// <summary>The mean of the shares of some masks of the same network.</summary>
    /// <param name="masks">At least one, each of one mask.</param>
    /// <exception cref="InvalidDataException">They are not over the same tensors.</exception>
    public static LayerShares MeanOf(IReadOnlyList<LayerShares> masks)
    {
        var names = masks[0].Names;
        if (masks.Any(mask => !mask.Names.SequenceEqual(names))) throw new InvalidDataException("masks that are not over the same tensors have no common density");
        return new(names, [.. Enumerable.Range(0, names.Length).Select(layer => masks.Sum(mask => mask.Density[layer]) / masks.Count)], masks.Count);
    }

    /// <summary>The rate at which one way of pruning has pruned each layer over the rate of another; null where the other pruned nothing.</summary>
    /// <param name="other">Of the same network.</param>
    public ImmutableArray<double?> PrunedOver(LayerShares other) =>
        [.. Density.Zip(other.Density, (mine, theirs) => theirs < 1 ? (1 - mine) / (1 - theirs) : (double?)null)];
}
