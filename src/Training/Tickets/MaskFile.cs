using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Sweeper.Training.Pruning;

namespace Sweeper.Training.Tickets;

/// <summary>
/// A mask as bytes: <c>SWMASK1\n</c>, the number of tensors (u32), for each its name (u16 length, UTF-8) and weights (u32), then the
/// bits, 64 a little-endian word. Equal masks are equal bytes.
/// </summary>
public static class MaskFile
{
    private const int MostParts = 1 << 16;

    private static ReadOnlySpan<byte> Magic => "SWMASK1\n"u8;

    /// <summary>The mask's bytes.</summary>
    public static byte[] Write(Mask mask)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Magic);
        writer.Write((uint)mask.Parts.Length);
        foreach (var part in mask.Parts)
        {
            var name = Encoding.UTF8.GetBytes(part.Name);
            writer.Write(checked((ushort)name.Length));
            writer.Write(name);
            writer.Write((uint)part.Length);
        }
        foreach (var word in mask.Bits) writer.Write(word);
        return stream.ToArray();
    }

    /// <summary>Reads a mask.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a mask file.</exception>
    public static Mask Read(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Magic)) throw new InvalidDataException("not a mask file");
        var rest = bytes[Magic.Length..];
        var count = BinaryPrimitives.ReadUInt32LittleEndian(Take(ref rest, 4));
        if (count > MostParts) throw new InvalidDataException($"a mask file of {count} tensors");
        var parts = ImmutableArray.CreateBuilder<MaskPart>((int)count);
        var names = new HashSet<string>();
        for (var i = 0; i < count; i++)
        {
            var name = Name(Take(ref rest, BinaryPrimitives.ReadUInt16LittleEndian(Take(ref rest, 2))));
            var length = BinaryPrimitives.ReadUInt32LittleEndian(Take(ref rest, 4));
            if (length > int.MaxValue) throw new InvalidDataException($"tensor {name} of {length} weights");
            if (!names.Add(name)) throw new InvalidDataException($"tensor {name} is there twice");
            parts.Add(new(name, (int)length));
        }
        if (rest.Length % 8 != 0) throw new InvalidDataException("a mask file ends inside a word");
        return Mask.FromBits(parts.ToImmutable(), MemoryMarshal.Cast<byte, ulong>(rest).ToArray());
    }

    private static string Name(ReadOnlySpan<byte> utf8) =>
        Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : throw new InvalidDataException("a tensor's name is not UTF-8");

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, int count)
    {
        if (rest.Length < count) throw new InvalidDataException("a mask file ends early");
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
