using Sweeper.Training.Models;
using Sweeper.Training.Pruning;

namespace Sweeper.Training.Tickets;

/// <summary>
/// A whole ticket as one safetensors file that other tools load: every parameter and running statistic (F32) under its PyTorch-style name
/// with the late-reset value that it has before the mask is applied, the mask of each prunable tensor as <c>mask.NAME</c> (U8, 0 or 1,
/// of the same shape), and texts on where it comes from.
/// </summary>
public static class TicketFile
{
    /// <summary>The first part of a mask's name.</summary>
    public const string MaskPrefix = "mask.";

    /// <summary>The file's bytes; equal tickets with equal metadata are equal bytes.</summary>
    /// <param name="architecture">The network that the ticket is of.</param>
    /// <param name="weights">The late-reset weights, as <see cref="WeightsFile"/> writes them.</param>
    /// <param name="mask">The mask.</param>
    /// <param name="metadata">Texts by name.</param>
    /// <exception cref="InvalidDataException">The weights or the mask are not of this network.</exception>
    public static byte[] Write(Architecture architecture, ReadOnlySpan<byte> weights, Mask mask, IReadOnlyList<KeyValuePair<string, string>> metadata) =>
        SafeTensors.Write(WeightsFile.Tensors(weights, architecture), Masks(architecture, mask), metadata);

    private static List<SafeTensors.ByteEntry> Masks(Architecture architecture, Mask mask)
    {
        var slots = architecture.Parameters.ToDictionary(slot => slot.Name);
        var masks = new List<SafeTensors.ByteEntry>(mask.Parts.Length);
        long position = 0;
        foreach (var part in mask.Parts)
        {
            if (!slots.TryGetValue(part.Name, out var slot) || slot.Length != part.Length)
                throw new InvalidDataException($"the mask has {part.Length} weights of {part.Name}, which this network does not have");
            var alive = new byte[part.Length];
            for (var i = 0; i < alive.Length; i++) alive[i] = mask[position++] ? (byte)1 : (byte)0;
            masks.Add(new(MaskPrefix + part.Name, slot.Shape, alive));
        }
        return masks;
    }
}
