using System.Buffers.Binary;

namespace Sweeper.Training.Datasets;

/// <summary>What can be told of a gzip file (RFC 1952) before it is inflated.</summary>
internal static class GzipFile
{
    /// <summary>RFC 1951: a match copies at most 258 bytes and costs at least 2 bits, so deflate never expands more than 1032 times.</summary>
    public const long LargestExpansion = 1032;

    // RFC 1952: a header of 10 bytes, deflate data of at least 2, a checksum and a length of 4 each.
    private const int SmallestGzip = 20;

    /// <summary>Whether a file starts as gzip does; its position is then 0.</summary>
    public static bool IsGzip(FileStream file)
    {
        Span<byte> start = stackalloc byte[2];
        var read = file.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && start[0] == 0x1f && start[1] == 0x8b;
    }

    /// <summary>
    /// The length that a gzip file gives for its content in its last four bytes, modulo 2^32. It shows what GZipStream lets pass: a
    /// checksum cut off, and bytes after the end. A file of several gzip members, which nobody publishes, is taken for the latter.
    /// </summary>
    /// <exception cref="DatasetException">So few bytes cannot inflate to so many.</exception>
    public static long InflatedLength(string path, FileStream file)
    {
        Span<byte> end = stackalloc byte[4];
        if (file.Length < SmallestGzip) throw DamagedFile.Of(path, "its gzip data are cut short");
        file.Position = file.Length - end.Length;
        file.ReadExactly(end);
        file.Position = 0;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(end);
        return length <= file.Length * LargestExpansion
            ? length
            : throw DamagedFile.Of(path, "its gzip data are cut short or go on after their end");
    }
}
