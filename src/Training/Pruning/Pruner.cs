namespace Sweeper.Training.Pruning;

/// <summary>Removes the weights of smallest magnitude.</summary>
/// <remarks>
/// Equal magnitudes go in the order of (tensor, flat index), lowest first. Selection is by counting: two histograms of 16 bits
/// over the bits of |w|, whose order as unsigned integers is their order as numbers. Linear in the number of weights.
/// </remarks>
public static class Pruner
{
    /// <summary>A mask pruned once more.</summary>
    /// <param name="mask">The mask so far.</param>
    /// <param name="weights">The final weights at the mask's positions, in the same order; all finite.</param>
    /// <param name="rule">The rule.</param>
    /// <exception cref="ArgumentException">A weight is not finite, or the numbers of weights differ.</exception>
    public static Mask Prune(Mask mask, ReadOnlySpan<float> weights, PruningRule rule)
    {
        if (weights.Length != mask.Length) throw new ArgumentException("one weight a position of the mask", nameof(weights));
        var alive = mask.ToArray();
        if (rule.Scope == PruningScope.Global)
        {
            PruneSpan(alive, weights, rule.Fraction);
        }
        else
        {
            var start = 0;
            foreach (var part in mask.Parts)
            {
                PruneSpan(alive.AsSpan(start, part.Length), weights.Slice(start, part.Length), rule.Fraction);
                start += part.Length;
            }
        }
        return Mask.Where(mask.Parts, alive);
    }

    private static void PruneSpan(Span<bool> alive, ReadOnlySpan<float> weights, decimal fraction)
    {
        var remaining = 0;
        for (var i = 0; i < alive.Length; i++)
        {
            if (!alive[i]) continue;
            if (!float.IsFinite(weights[i])) throw new ArgumentException("a weight is not finite", nameof(weights));
            remaining++;
        }
        var toPrune = PruningRule.CountToPrune(fraction, remaining);
        if (toPrune == 0) return;
        var (threshold, below) = Threshold(alive, weights, toPrune);
        var atThreshold = toPrune - below;
        for (var i = 0; i < alive.Length; i++)
        {
            if (!alive[i]) continue;
            var magnitude = Magnitude(weights[i]);
            if (magnitude > threshold || (magnitude == threshold && atThreshold == 0)) continue;
            alive[i] = false;
            if (magnitude == threshold) atThreshold--;
        }
    }

    // The magnitude of the last weight to go, and how many living weights are strictly below it.
    private static (uint Threshold, long Below) Threshold(ReadOnlySpan<bool> alive, ReadOnlySpan<float> weights, long toPrune)
    {
        var counts = new int[1 << 16];
        for (var i = 0; i < alive.Length; i++)
        {
            if (alive[i]) counts[Magnitude(weights[i]) >> 16]++;
        }
        var (high, belowHigh) = Bucket(counts, toPrune);
        Array.Clear(counts);
        for (var i = 0; i < alive.Length; i++)
        {
            if (alive[i] && Magnitude(weights[i]) >> 16 == high) counts[Magnitude(weights[i]) & 0xFFFF]++;
        }
        var (low, belowLow) = Bucket(counts, toPrune - belowHigh);
        return (high << 16 | low, belowHigh + belowLow);
    }

    private static (uint Bucket, long Below) Bucket(ReadOnlySpan<int> counts, long rank)
    {
        long below = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            if (below + counts[i] >= rank) return ((uint)i, below);
            below += counts[i];
        }
        throw new InvalidOperationException($"rank {rank} among {below} weights");
    }

    private static uint Magnitude(float weight) => BitConverter.SingleToUInt32Bits(weight) & 0x7FFFFFFF;
}
