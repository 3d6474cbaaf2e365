using System.Buffers.Binary;
using System.IO.Compression;

namespace Sweeper.Training.Datasets.Svhn;

/// <summary>
/// Reads numeric arrays out of a MAT-file of Level 5 (MATLAB 5 to 7.2, either byte order, compressed or not), as MathWorks' "MAT-File
/// Format" describes it. A file is not trusted: nothing is allocated before the lengths around it allow it, and no more is inflated than an
/// element declares.
/// </summary>
internal static class MatFile
{
    private const int HeaderLength = 128;
    private const int TagLength = 8;
    private const int Level5 = 0x100;

    // MATLAB writes version 7.3 as HDF5 behind a header like its own; other programs write HDF5 as it is.
    private const int Hdf5Version = 0x200;

    private static ReadOnlySpan<byte> Hdf5 => [0x89, (byte)'H', (byte)'D', (byte)'F'];

    /// <summary>Some variables of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">Their names, and the most bytes that the values of each can have.</param>
    /// <returns>Every one of them.</returns>
    /// <exception cref="DatasetException">The file cannot be read or is damaged, or a variable is missing or not of real numbers.</exception>
    public static IReadOnlyDictionary<string, MatArray> Read(string path, IReadOnlyDictionary<string, int> most) =>
        DamagedFile.Guard(path, "zlib", () =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            var bigEndian = ReadHeader(path, file);
            var arrays = new Dictionary<string, MatArray>();
            while (file.Position < file.Length)
            {
                if (ReadElement(path, file, bigEndian, most) is not var (name, array)) continue;
                if (!arrays.TryAdd(name, array)) throw DamagedFile.Of(path, $"it has the variable {name} twice");
            }
            foreach (var missing in most.Keys.Where(name => !arrays.ContainsKey(name)))
                throw DamagedFile.Of(path, $"it has no variable {missing}");
            return arrays;
        });

    /// <summary>Checks the header; true where the file is big-endian.</summary>
    private static bool ReadHeader(string path, FileStream file)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        var read = file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        if (header[..read].StartsWith(Hdf5)) throw Unread(path);
        if (read < HeaderLength) throw DamagedFile.Of(path, $"it ends inside its header of {HeaderLength} bytes");
        // The writer stores the number 0x4d49, so its bytes tell the order.
        var bigEndian = header[126..].SequenceEqual("MI"u8);
        if (!bigEndian && !header[126..].SequenceEqual("IM"u8)) throw DamagedFile.Of(path, "it is not a MAT-file of version 5 to 7");
        var version = bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(header[124..]) : BinaryPrimitives.ReadUInt16LittleEndian(header[124..]);
        return version switch
        {
            Level5 => bigEndian,
            Hdf5Version => throw Unread(path),
            _ => throw DamagedFile.Of(path, $"it is a MAT-file of the unknown version 0x{version:x4}"),
        };
    }

    private static DatasetException Unread(string path) => DamagedFile.Of(
        path, "it is a MAT-file of version 7.3 (HDF5), which is not read; versions 5 to 7 are (MATLAB writes them with save -v7)");

    /// <summary>The array of the next top-level element, if it is wanted; the file is then behind the element.</summary>
    private static (string Name, MatArray Array)? ReadElement(
        string path, FileStream file, bool bigEndian, IReadOnlyDictionary<string, int> most)
    {
        var place = $"the element at byte {file.Position}";
        var start = file.Position + TagLength;
        var tag = new MatElements(path, place, new PartStream(file, file.Length - file.Position), bigEndian).Tag();
        if (tag.Small) throw DamagedFile.Of(path, $"{place} has no tag of an array");
        var content = new PartStream(file, tag.Length);
        var array = tag.Type switch
        {
            MatType.Matrix => MatMatrix.Read(new MatElements(path, place, content, bigEndian), most),
            MatType.Compressed => Inflate(path, place, content, bigEndian, most),
            _ => throw DamagedFile.Of(path, $"{place} is of type {(uint)tag.Type}, not an array"),
        };
        file.Position = start + tag.Length;
        return array;
    }

    private static (string Name, MatArray Array)? Inflate(
        string path, string place, PartStream content, bool bigEndian, IReadOnlyDictionary<string, int> most)
    {
        var longest = content.Remaining * GzipFile.LargestExpansion;
        using var inflated = new ZLibStream(content, CompressionMode.Decompress, leaveOpen: true);
        var tag = new MatElements(path, place, new PartStream(inflated, longest), bigEndian).Tag();
        if (tag.Small || tag.Type != MatType.Matrix) throw DamagedFile.Of(path, $"{place} does not inflate to an array");
        var matrix = new PartStream(inflated, tag.Length);
        if (MatMatrix.Read(new MatElements(path, place, matrix, bigEndian), most) is not { } array) return null;
        // To the end, where zlib's checksum is.
        if (!matrix.Skip()) throw DamagedFile.Of(path, $"{place} is cut short");
        return inflated.ReadByte() < 0 ? array : throw DamagedFile.Of(path, $"{place} goes on after its array");
    }
}
