namespace Sweeper.Host.Reports.Masks;

/// <summary>How much of a store's masks a report reads, so that its time and memory have a bound; counted and not timed, so that equal stores give equal reports.</summary>
/// <param name="Rounds">Rounds of which densities are shown, the last among them; at least 1.</param>
/// <param name="Sources">Sources of a family that are compared with each other: their masks of one seed are in memory together.</param>
/// <param name="Bits">Bits of masks read in all; after the mask that reaches them no other is.</param>
internal sealed record MaskLimits(int Rounds, int Sources, long Bits)
{
    /// <summary>Those of a report: 2 GiB of masks are some 850 of vgg-19, each read in 20 ms on a busy machine.</summary>
    public static MaskLimits Default { get; } = new(4, 24, 8L << 31);
}
