using Sweeper.Training.Keys;
using Sweeper.Training.Pruning;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Runs;

/// <summary>What a stored ticket holds, read and verified.</summary>
/// <param name="Mask">The mask; at round 0 every weight lives.</param>
/// <param name="MaskBytes">The size of the mask's blob; null at round 0, whose mask is not stored.</param>
/// <param name="Weights">The late-reset weights, as <see cref="WeightsFile"/> writes them.</param>
internal sealed record TicketContents(Mask Mask, long? MaskBytes, byte[] Weights)
{
    /// <summary>The digest of the mask as <see cref="MaskFile"/> writes it: its blob's name.</summary>
    public Digest MaskDigest { get; } = Digest.Of(MaskFile.Write(Mask));

    /// <summary>The digest of the weights: their blob's name.</summary>
    public Digest WeightsDigest { get; } = Digest.Of(Weights);
}
