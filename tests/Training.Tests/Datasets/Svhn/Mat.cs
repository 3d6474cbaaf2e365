using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Sweeper.Training.Datasets.Svhn;

namespace Sweeper.Training.Tests.Datasets.Svhn;

/// <summary>Writes MAT-files of Level 5 as MathWorks' "MAT-File Format" describes them, and as nobody should.</summary>
/// <param name="bigEndian">The byte order.</param>
/// <param name="compressed">Whether each array is in an element of type miCOMPRESSED.</param>
internal sealed class Mat(bool bigEndian = false, bool compressed = true)
{
    private readonly List<byte[]> _elements = [];

    public byte[] Bytes => [.. Header(0x100), .. _elements.SelectMany(element => element)];

    /// <summary>The header: 116 bytes of text, 8 of an offset, a version, and a number whose bytes tell the order.</summary>
    public byte[] Header(ushort version)
    {
        var header = new byte[128];
        "MATLAB 5.0 MAT-file, written by a test"u8.CopyTo(header);
        Number(version, 2).CopyTo(header, 124);
        Number(0x4d49, 2).CopyTo(header, 126);
        return header;
    }

    /// <summary>An array, from the values' bytes in the file's byte order.</summary>
    public Mat Add(string name, MatClass kind, int[] dimensions, MatType type, byte[] values, uint flags = 0, int? declaredBytes = null) => AddElement(
    [
        .. Element(MatType.UInt32, [.. Number(flags | (uint)kind, 4), .. Number(0, 4)]),
        .. Element(MatType.Int32, [.. dimensions.SelectMany(size => Number((uint)size, 4))]),
        .. Element(MatType.Int8, Encoding.Latin1.GetBytes(name)),
        .. Element(type, values, declaredBytes),
    ]);

    /// <summary>An element of type miMATRIX with this in it.</summary>
    public Mat AddElement(byte[] content)
    {
        byte[] matrix = [.. Number((uint)MatType.Matrix, 4), .. Number((uint)content.Length, 4), .. content];
        return AddRaw(compressed ? [.. Number((uint)MatType.Compressed, 4), .. Compress(matrix)] : matrix);
    }

    public Mat AddRaw(byte[] bytes)
    {
        _elements.Add(bytes);
        return this;
    }

    /// <summary>An element inside an array: the small form where the data fit, else padded to whole words of eight bytes.</summary>
    public byte[] Element(MatType type, byte[] data, int? declaredBytes = null) =>
        data.Length is > 0 and <= 4 && declaredBytes is null
            ? [.. Number(((uint)data.Length << 16) | (uint)type, 4), .. data, .. new byte[4 - data.Length]]
            : [.. Number((uint)type, 4), .. Number((uint)(declaredBytes ?? data.Length), 4), .. data, .. new byte[(8 - data.Length % 8) % 8]];

    /// <summary>A number's bytes in the file's order.</summary>
    public byte[] Number(ulong number, int size)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, number);
        Array.Resize(ref bytes, size);
        if (bigEndian) Array.Reverse(bytes);
        return bytes;
    }

    /// <summary>The length and the zlib data of some bytes.</summary>
    public byte[] Compress(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var zlib = new ZLibStream(zipped, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(bytes);
        return [.. Number((ulong)zipped.Length, 4), .. zipped.ToArray()];
    }
}
