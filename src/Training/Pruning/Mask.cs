using System.Collections.Immutable;
using System.Numerics;
using Sweeper.Training.Models;

namespace Sweeper.Training.Pruning;

/// <summary>Which prunable weights live: one bit each, over the prunable tensors in the order of the forward pass. Immutable.</summary>
public sealed class Mask
{
    private readonly ulong[] _bits;

    private Mask(ImmutableArray<MaskPart> parts, ulong[] bits)
    {
        Parts = parts;
        _bits = bits;
        Length = parts.Sum(part => (long)part.Length);
        Alive = bits.Sum(word => (long)BitOperations.PopCount(word));
    }

    /// <summary>The tensors, in order.</summary>
    public ImmutableArray<MaskPart> Parts { get; }

    /// <summary>Prunable weights.</summary>
    public long Length { get; }

    /// <summary>Weights that live.</summary>
    public long Alive { get; }

    /// <summary>The bits, 64 a word, least significant first; bits past the end are 0.</summary>
    public ReadOnlySpan<ulong> Bits => _bits;

    /// <summary>Whether the weight at a flat position lives.</summary>
    public bool this[long position] => (_bits[position >> 6] >> (int)(position & 63) & 1) != 0;

    /// <summary>The mask of a dense network.</summary>
    public static Mask Ones(Architecture architecture, PrunedTensors tensors)
    {
        var parts = PartsOf(architecture, tensors);
        var length = checked((int)parts.Sum(part => (long)part.Length));
        return Where(parts, Enumerable.Repeat(true, length).ToArray());
    }

    /// <summary>The mask in which a weight lives where <paramref name="alive"/> says so.</summary>
    public static Mask Where(ImmutableArray<MaskPart> parts, ReadOnlySpan<bool> alive)
    {
        if (parts.Sum(part => (long)part.Length) != alive.Length) throw new ArgumentException("one value a prunable weight", nameof(alive));
        var bits = new ulong[(alive.Length + 63) / 64];
        for (var i = 0; i < alive.Length; i++)
        {
            if (alive[i]) bits[i >> 6] |= 1UL << (i & 63);
        }
        return new Mask(parts, bits);
    }

    /// <summary>The mask of these bits, as <see cref="Bits"/> gives them.</summary>
    /// <exception cref="InvalidDataException">Their number does not fit the parts, or a bit past the end is set.</exception>
    public static Mask FromBits(ImmutableArray<MaskPart> parts, ulong[] bits)
    {
        var length = parts.Sum(part => (long)part.Length);
        if (bits.LongLength != (length + 63) / 64) throw new InvalidDataException($"a mask of {length} weights has {(length + 63) / 64} words, not {bits.LongLength}");
        if (length % 64 != 0 && bits[^1] >> (int)(length % 64) != 0) throw new InvalidDataException("bits are set past the mask's end");
        return new Mask(parts, [.. bits]);
    }

    /// <summary>The prunable tensors of a network.</summary>
    public static ImmutableArray<MaskPart> PartsOf(Architecture architecture, PrunedTensors tensors) =>
        [.. architecture.Prunable(tensors).Select(slot => new MaskPart(slot.Name, slot.Length))];

    /// <summary>Whether each weight lives, in flat order.</summary>
    public bool[] ToArray()
    {
        var alive = new bool[Length];
        for (var i = 0; i < alive.Length; i++) alive[i] = this[i];
        return alive;
    }
}
