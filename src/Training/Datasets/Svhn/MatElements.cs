using System.Buffers.Binary;

namespace Sweeper.Training.Datasets.Svhn;

/// <summary>Reads the data elements of a MAT-file one after the other: a tag of type and length, then so many bytes.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="place">Where in the file they are, for messages.</param>
/// <param name="content">The elements' bytes.</param>
/// <param name="bigEndian">The byte order.</param>
internal sealed class MatElements(string path, string place, PartStream content, bool bigEndian)
{
    private const int Word = 8;

    /// <summary>The byte order.</summary>
    public bool BigEndian => bigEndian;

    /// <summary>The next element's tag. What it declares is there, as far as the length around it says.</summary>
    /// <exception cref="DatasetException">There is no tag, or it declares more than there is.</exception>
    public MatTag Tag()
    {
        Span<byte> tag = stackalloc byte[Word / 2];
        Fill(tag);
        var first = UInt32(tag);
        var (type, length, small) = (first & 0xffff, first >> 16, true);
        // Small elements have both in one word and at most four bytes after it; else the upper half is 0 and the length follows.
        if (length == 0)
        {
            Fill(tag);
            (type, length, small) = (first, UInt32(tag), false);
        }
        else if (length > Word / 2)
        {
            throw Fault($"has a small element of {length} bytes; there can be at most {Word / 2}");
        }
        if (length > content.Remaining) throw Fault($"has an element that declares {length} bytes, {content.Remaining} are left");
        return new MatTag((MatType)type, length, small);
    }

    /// <summary>The bytes of the element whose tag was read last. Only call this where its length is known to be allowed.</summary>
    /// <exception cref="DatasetException">The data end before.</exception>
    public byte[] Data(MatTag tag)
    {
        var data = new byte[tag.Length];
        Fill(data);
        var padding = tag.Small ? Word / 2 - tag.Length : (Word - tag.Length % Word) % Word;
        // Some writers leave the last element's padding out.
        _ = new PartStream(content, Math.Min(padding, content.Remaining)).Skip();
        return data;
    }

    /// <summary>A number in the file's byte order.</summary>
    public uint UInt32(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    /// <summary>The error of these elements.</summary>
    public DatasetException Fault(string what) => DamagedFile.Of(path, $"{place} {what}");

    private void Fill(Span<byte> bytes)
    {
        if (content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw Fault("is cut short");
    }
}
