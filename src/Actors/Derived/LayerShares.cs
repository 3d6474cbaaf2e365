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
    /// <param name="masks">One after the other: of a large network all seeds' together would not fit.</param>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="InvalidDataException">They are not over the same tensors.</exception>
    public static LayerShares? Of(IEnumerable<Mask> masks)
    {
        var (parts, sums, count) = (ImmutableArray<MaskPart>.Empty, Array.Empty<double>(), 0);
        foreach (var mask in masks)
        {
            if (count++ == 0) (parts, sums) = (mask.Parts, new double[mask.Parts.Length]);
            else if (!mask.Parts.SequenceEqual(parts)) throw new InvalidDataException("masks that are not over the same tensors have no common density");
            long start = 0;
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += (double)MaskOverlap.Alive(mask, start, parts[i].Length) / parts[i].Length;
                start += parts[i].Length;
            }
        }
        return count == 0 ? null : new([.. parts.Select(part => part.Name)], [.. sums.Select(sum => sum / count)], count);
    }

    /// <summary>The rate at which one way of pruning has pruned each layer over the rate of another; null where the other pruned nothing.</summary>
    /// <param name="other">Of the same network.</param>
    public ImmutableArray<double?> PrunedOver(LayerShares other) =>
        [.. Density.Zip(other.Density, (mine, theirs) => theirs < 1 ? (1 - mine) / (1 - theirs) : (double?)null)];
}
