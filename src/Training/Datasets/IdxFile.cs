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
    // Unsigned bytes in three dimensions, and in one.
    private const int ImagesMagic = 0x803;
    private const int LabelsMagic = 0x801;

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

    private static (int[] Sizes, byte[] Content) Read(string path, int magic, int dimensions) => DamagedFile.Guard(path, "gzip", () =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        var zipped = GzipFile.IsGzip(file);
        var length = zipped ? GzipFile.InflatedLength(path, file) : file.Length;
        using var content = zipped ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : (Stream)file;
        var sizes = ReadSizes(path, content, magic, dimensions);
        var bytes = Allocate(path, sizes, length);
        Fill(path, content, bytes);
        RefuseMore(path, content);
        return (sizes, bytes);
    });

    private static int[] ReadSizes(string path, Stream content, int magic, int dimensions)
    {
        Span<byte> header = stackalloc byte[4 + 4 * dimensions];
        if (content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
            throw DamagedFile.Of(path, $"it ends inside its header of {header.Length} bytes");
        var found = BinaryPrimitives.ReadInt32BigEndian(header);
        if (found != magic)
            throw DamagedFile.Of(path, $"it starts with 0x{found:x8}, not with 0x{magic:x8}, {Meaning(magic)}");
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
        if (length == 0) throw DamagedFile.Of(path, $"its header declares {declared} bytes, which is nothing");
        if (length > (UInt128)Array.MaxLength)
            throw DamagedFile.Of(path, $"its header declares {declared} bytes; at most {Array.MaxLength} can be held");
        var held = contentLength - (4 + 4 * sizes.Length);
        if (held != (long)length)
        {
            var fault = held < (long)length ? "it is cut short" : "it goes on after its images or labels";
            throw DamagedFile.Of(path, $"{fault}: its header declares {declared} bytes, it holds {held}");
        }
        return GC.AllocateUninitializedArray<byte>((int)length);
    }

    private static void Fill(string path, Stream content, byte[] bytes)
    {
        var read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
            throw DamagedFile.Of(path, $"it is cut short: its header declares {bytes.Length} bytes, it holds {read}");
    }

    /// <remarks>Reading past the end also makes GZipStream check the checksum.</remarks>
    private static void RefuseMore(string path, Stream content)
    {
        if (content.ReadByte() >= 0) throw DamagedFile.Of(path, "it goes on after the bytes that its header declares");
    }
}
