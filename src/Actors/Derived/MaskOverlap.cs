using System.Numerics;
using Sweeper.Training.Pruning;

namespace Sweeper.Actors.Derived;

/// <summary>How much two masks of one network have in common, and how much chance alone would give.</summary>
/// <param name="First">Weights that live in the first mask.</param>
/// <param name="Second">Weights that live in the second.</param>
/// <param name="Shared">Weights that live in both.</param>
/// <param name="Expected">
/// Shared weights to expect of masks that put as many survivors into each layer, in random places of it: the sum over layers of
/// first x second / weights (Paganini and Forde 2020 compare with chance in this way).
/// </param>
public sealed record MaskOverlap(long First, long Second, long Shared, double Expected)
{
    /// <summary>Shared / living in either, the Jaccard index; 1 where both are empty.</summary>
    public double Jaccard => First + Second == Shared ? 1 : (double)Shared / (First + Second - Shared);

    /// <summary>Shared / expected; null where nothing is expected.</summary>
    public double? OverChance => Expected > 0 ? Shared / Expected : null;

    /// <summary>Compares two masks.</summary>
    /// <exception cref="InvalidDataException">They are not over the same tensors.</exception>
    public static MaskOverlap Of(Mask first, Mask second)
    {
        if (!first.Parts.SequenceEqual(second.Parts)) throw new InvalidDataException("two masks that are not over the same tensors have no overlap");
        long shared = 0;
        var one = first.Bits;
        var other = second.Bits;
        for (var i = 0; i < one.Length; i++) shared += BitOperations.PopCount(one[i] & other[i]);
        double expected = 0;
        long start = 0;
        foreach (var part in first.Parts)
        {
            if (part.Length > 0) expected += (double)Alive(first, start, part.Length) * Alive(second, start, part.Length) / part.Length;
            start += part.Length;
        }
        return new(first.Alive, second.Alive, shared, expected);
    }

    /// <summary>Weights that live among so many from a flat position on.</summary>
    public static long Alive(Mask mask, long start, long length)
    {
        if (length == 0) return 0;
        var end = start + length;
        var (firstWord, lastWord) = ((int)(start >> 6), (int)((end - 1) >> 6));
        long alive = 0;
        var bits = mask.Bits;
        for (var i = firstWord; i <= lastWord; i++)
        {
            var word = bits[i];
            if (i == firstWord) word &= ulong.MaxValue << (int)(start & 63);
            if (i == lastWord && (end & 63) != 0) word &= ulong.MaxValue >> (int)(64 - (end & 63));
            alive += BitOperations.PopCount(word);
        }
        return alive;
    }
}
