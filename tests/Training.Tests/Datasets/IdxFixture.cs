using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using Sweeper.Training.Datasets;

namespace Sweeper.Training.Tests.Datasets;

/// <summary>A temporary folder with a data folder and a cache, and idx files written into them; deleted at the end of a test.</summary>
public sealed class IdxFixture : IDisposable
{
    public static readonly string[] Names =
        ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    public string Root { get; } = Directory.CreateTempSubdirectory("sweeper-datasets-").FullName;

    public string Data => Path.Combine(Root, "data");

    public string Cache => Path.Combine(Root, "cache");

    public DatasetPaths Paths => new([Data], Cache, [Path.Combine(Root, "system")]);

    public DatasetCatalog Catalog() => new(Paths);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>A file of these bytes.</summary>
    public string File(string name, byte[] bytes)
    {
        var path = Path.Combine(Root, name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>A dataset folder whose images' pixels follow from their number and label.</summary>
    public string Dataset(string name, int[] train, int[] test, bool zipped = false, int side = 3, string? under = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(under ?? Data, name)).FullName;
        Write(folder, 0, Images(train.Length, side, side, Pixels(train, side)), zipped);
        Write(folder, 1, Labels(train), zipped);
        Write(folder, 2, Images(test.Length, side, side, Pixels(test, side)), zipped);
        Write(folder, 3, Labels(test), zipped);
        return folder;
    }

    public static byte[] Pixels(int[] labels, int side) =>
        [.. labels.SelectMany((label, i) => Enumerable.Range(0, side * side).Select(p => (byte)(31 * i + 7 * label + 13 * p)))];

    /// <summary>Labels of so many images of each class, class after class.</summary>
    public static int[] Counts(params int[] counts) => [.. counts.SelectMany((count, label) => Enumerable.Repeat(label, count))];

    public static byte[] Images(int count, int height, int width, byte[] pixels) => [.. Header(0x803, count, height, width), .. pixels];

    public static byte[] Labels(params int[] labels) => [.. Header(0x801, labels.Length), .. labels.Select(label => (byte)label)];

    public static byte[] Header(params int[] numbers)
    {
        var bytes = new byte[4 * numbers.Length];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), numbers[i]);
        return bytes;
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest)) gzip.Write(bytes);
        return zipped.ToArray();
    }

    public static DatasetRef Ref(
        string name, char? half = null, int[]? classes = null, decimal? fraction = null, decimal? noise = null, string? label = null) =>
        new(name)
        {
            Half = half,
            Classes = classes is null ? default : ImmutableArray.Create(classes),
            Fraction = fraction,
            LabelNoise = noise,
            Label = label,
        };

    private static void Write(string folder, int file, byte[] bytes, bool zipped) =>
        System.IO.File.WriteAllBytes(Path.Combine(folder, Names[file] + (zipped ? ".gz" : "")), zipped ? Gzip(bytes) : bytes);
}
