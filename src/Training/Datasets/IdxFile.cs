using System.Buffers.Binary;
using System.IO.Compression;

namespace Sweeper.Training.Datasets;

/// <summary>
/// Reads the idx format of MNIST, raw or gzipped (its first bytes tell, not its name): a big-endian header of a magic number and the
/// sizes, then bytes. A file is not trusted: nothing is allocated before its length allows for the sizes that it declares, and no more
/// than one byte beyond them is inflated.
/// </summary>
internal static class IdxFile
{
    /// <summary>The magic number of images: unsigned bytes in three dimensions.</summary>
    public const int ImagesMagic = 0x803;

    /// <summary>The magic number of labels: unsigned bytes in one dimension.</summary>
    public const int LabelsMagic = 0x801;

    // RFC 1951: a match copies at most 258 bytes and costs at least 2 bits, so deflate never expands more than 1032 times.
    private const long LargestExpansion = 1032;

    // RFC 1952: a header of 10 bytes, deflate data of at least 2, a checksum and a length of 4 each.
    private const int SmallestGzip = 20;

    private const string Replace = "Replace it by a whole copy of the published file.";

    /// <summary>The images of a file.</summary>
    /// <exception cref="DatasetException">The file cannot be read, holds no idx images, or is shorter or longer than it says.</exception>
    public static IdxImages ReadImages(string path)
    {
        var (sizes, pixels) = Read(path, ImagesMagic, dimensions: 3);
        return new IdxImages(sizes[0], sizes[1], sizes[2], pixels);
    }

    /// <summary>The labels of a file, one byte each.</summary>
    /// <exception cref="DatasetException">The file cannot be read, holds no idx labels, or is shorter or longer than it says.</exception>
    public static byte[] ReadLabels(string path) => Read(path, LabelsMagic, dimensions: 1).Content;

    private static (int[] Sizes, byte[] Content) Read(string path, int magic, int dimensions)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            var zipped = IsGzip(file);
            var length = zipped ? InflatedLength(path, file) : file.Length;
            using var content = zipped ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : (Stream)file;
            var sizes = ReadSizes(path, content, magic, dimensions);
            var bytes = Allocate(path, sizes, length);
            Fill(path, content, bytes);
            RefuseMore(path, content);
            return (sizes, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            var fault = e is InvalidDataException ? "its gzip data are damaged or cut short" : "it cannot be read";
            throw new DatasetException($"{path}: {fault} ({e.Message}). {Replace}", e);
        }
    }

    private static bool IsGzip(FileStream file)
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
    private static long InflatedLength(string path, FileStream file)
    {
        Span<byte> end = stackalloc byte[4];
        if (file.Length < SmallestGzip) throw new DatasetException($"{path}: its gzip data are cut short. {Replace}");
        file.Position = file.Length - end.Length;
        file.ReadExactly(end);
        file.Position = 0;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(end);
        return length <= file.Length * LargestExpansion
            ? length
            : throw new DatasetException($"{path}: its gzip data are cut short or go on after their end. {Replace}");
    }

    private static int[] ReadSizes(string path, Stream content, int magic, int dimensions)
    {
        Span<byte> header = stackalloc byte[4 + 4 * dimensions];
        if (content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
            throw new DatasetException($"{path}: it ends inside its header of {header.Length} bytes. {Replace}");
        var found = BinaryPrimitives.ReadInt32BigEndian(header);
        if (found != magic)
            throw new DatasetException($"{path}: it starts with 0x{found:x8}, not with 0x{magic:x8}, {Meaning(magic)}. {Replace}");
        var sizes = new int[dimensions];
        for (var i = 0; i < dimensions; i++) sizes[i] = BinaryPrimitives.ReadInt32BigEndian(header[(4 + 4 * i)..]);
        return sizes;
    }

    private static string Meaning(int magic) => magic == ImagesMagic ? "the mark of idx images" : "the mark of idx labels";

    private static byte[] Allocate(string path, int[] sizes, long contentLength)
    {
        var declared = string.Join(" x ", sizes.Select(size => (uint)size));
        UInt128 length = 1;
        foreach (var size in sizes) length *= (uint)size;
        if (length == 0) throw new DatasetException($"{path}: its header declares {declared} bytes, which is nothing. {Replace}");
        if (length > (UInt128)Array.MaxLength)
            throw new DatasetException($"{path}: its header declares {declared} bytes; at most {Array.MaxLength} can be held. {Replace}");
        var held = contentLength - (4 + 4 * sizes.Length);
        if (held != (long)length)
        {
            var fault = held < (long)length ? "it is cut short" : "it goes on after its images or labels";
            throw new DatasetException($"{path}: {fault}: its header declares {declared} bytes, it holds {held}. {Replace}");
        }
        return GC.AllocateUninitializedArray<byte>((int)length);
    }

    private static void Fill(string path, Stream content, byte[] bytes)
    {
        var read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
            throw new DatasetException($"{path}: it is cut short: its header declares {bytes.Length} bytes, it holds {read}. {Replace}");
    }

    /// <remarks>Reading past the end also makes GZipStream check the checksum.</remarks>
    private static void RefuseMore(string path, Stream content)
    {
        if (content.ReadByte() >= 0) throw new DatasetException($"{path}: it goes on after the bytes that its header declares. {Replace}");
    }
}
