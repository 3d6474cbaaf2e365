using System.IO.Compression;
using CsCheck;
using Sweeper.Training.Datasets;
using Sweeper.Training.Datasets.Svhn;

namespace Sweeper.Training.Tests.Datasets.Svhn;

public sealed class HostileMatTests : IDisposable
{
    private readonly IdxFixture _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void File_cut_short_anywhere_is_refused(bool compressed)
    {
        var whole = SvhnFixture.File(new Mat(compressed: compressed), 10).Bytes;
        // All lengths around the structure; inside the pixels, some.
        for (var length = 0; length < whole.Length; length += length is < 200 or > 3300 || compressed ? 1 : 97) Refused(whole[..length], "");
    }

    [Fact]
    public void Other_formats_are_refused_by_their_names()
    {
        var mat = new Mat();
        Refused([.. mat.Header(0x200), .. new byte[384], 0x89, .. "HDF\r\n"u8, 0x1a, (byte)'\n'], "version 7.3 (HDF5)");
        Refused([0x89, .. "HDF\r\n"u8, 0x1a, (byte)'\n', .. new byte[600]], "version 7.3 (HDF5)");
        Refused(mat.Header(0x300), "unknown version 0x0300");
        Refused(new byte[200], "not a MAT-file of version 5 to 7");
        Refused([], "ends inside its header");
        Refused(mat.Header(0x100), "no variable X");
    }

    [Theory]
    [InlineData((int)MatClass.Cell, "a cell array")]
    [InlineData((int)MatClass.Structure, "a structure")]
    [InlineData((int)MatClass.Object, "an object")]
    [InlineData((int)MatClass.Character, "text")]
    [InlineData((int)MatClass.Sparse, "a sparse array")]
    [InlineData(0, "class 0")]
    [InlineData(17, "class 17")]
    public void Arrays_of_anything_but_numbers_are_refused(int kind, string because) =>
        Refused(new Mat().Add("X", (MatClass)kind, [32, 32, 3, 1], MatType.UInt8, new byte[3072]), because);

    [Fact]
    public void Complex_numbers_are_refused() =>
        Refused(new Mat().Add("X", MatClass.Double, [1, 1], MatType.Double, new byte[8], flags: 0x800), "complex");

    [Fact]
    public void Images_and_labels_of_another_shape_or_type_are_refused()
    {
        Refused(new Mat().Add("X", MatClass.UInt8, [32, 32, 1, 3], MatType.UInt8, new byte[3072]).Add("y", MatClass.Double, [3, 1], MatType.UInt8, [1, 2, 3]), "X is uint8 of 32 x 32 x 1 x 3");
        Refused(new Mat().Add("X", MatClass.UInt8, [32, 96], MatType.UInt8, new byte[3072]).Add("y", MatClass.Double, [1, 1], MatType.UInt8, [1]), "X is uint8 of 32 x 96");
        Refused(new Mat().Add("X", MatClass.UInt8, [32, 32, 3, 0], MatType.UInt8, []).Add("y", MatClass.Double, [0, 0], MatType.UInt8, []), "32 x 32 x 3 x 0");
        Refused(new Mat().Add("X", MatClass.Double, [32, 32, 3, 1], MatType.UInt8, new byte[3072]).Add("y", MatClass.Double, [1, 1], MatType.UInt8, [1]), "X is double");
        Refused(Labelled([2, 1], [1, 2]), "y is double of 2 x 1, which is not a label for each of the 1 images");
        foreach (var label in (byte[])[0, 11, 255]) Refused(Labelled([1, 1], [label]), $"label 0 is {label}, but there are 1 to 10");
        var half = new Mat().Add("X", MatClass.UInt8, [32, 32, 3, 1], MatType.UInt8, new byte[3072]);
        foreach (var value in (double[])[1.5, double.NaN, double.PositiveInfinity, -1])
            Refused(new Mat().AddRaw(half.Bytes[128..]).Add("y", MatClass.Double, [1, 1], MatType.Double, half.Number(BitConverter.DoubleToUInt64Bits(value), 8)), "label 0 is");
    }

    [Fact]
    public void Variable_that_is_missing_or_there_twice_is_refused()
    {
        Refused(new Mat().Add("y", MatClass.Double, [1, 1], MatType.UInt8, [1]), "no variable X");
        Refused(Labelled([1, 1], [1]).Add("y", MatClass.Double, [1, 1], MatType.UInt8, [1]), "variable y twice");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_is_allocated_for_sizes_that_the_file_cannot_hold(bool compressed)
    {
        Mat New() => new(compressed: compressed);
        int[][] dimensions =
        [
            [32, 32, 3, int.MaxValue], [int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue], [.. Enumerable.Repeat(int.MaxValue, 32)],
            [1 << 16, 1 << 16], [1 << 16, 1 << 16, 1 << 16, 1 << 16], [32, 32, 3, 699_050],
        ];
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var sizes in dimensions)
        {
            // What is declared fits the dimensions, the true length, or the most that a length can say.
            foreach (var declared in (int?[])[unchecked(sizes.Aggregate(1, (product, size) => product * size)), 3072, -1, int.MaxValue])
                Refused(New().Add("X", MatClass.UInt8, sizes, MatType.UInt8, new byte[3072], declaredBytes: declared), "");
        }
        Refused(New().Add("X", MatClass.UInt8, [32, -32, 3, -1], MatType.UInt8, new byte[3072]), "has the dimensions 32 x -32 x 3 x -1");
        Refused(New().Add("X", MatClass.UInt8, [.. Enumerable.Repeat(1, 33)], MatType.UInt8, [1]), "2 to 32 dimensions");
        Refused(New().Add("X", MatClass.UInt8, [1], MatType.UInt8, [1]), "2 to 32 dimensions");
        Refused(New().Add(new string('n', 64), MatClass.UInt8, [1, 1], MatType.UInt8, [1]), "variable's name");
        Refused(New().Add("X", MatClass.UInt8, [1, 1], MatType.Matrix, [1]), "type 14, which is not numeric");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
    }

    [Fact]
    public void More_images_than_the_format_has_are_refused_before_they_are_inflated()
    {
        // 384 MB of zeros in 384 kB, with lengths that are all true.
        const int values = 125_000 * 3072;
        var mat = new Mat();
        var start = new Mat(compressed: false).Add("X", MatClass.UInt8, [32, 32, 3, 125_000], MatType.UInt8, [], declaredBytes: values).Bytes[128..];
        mat.Number((uint)(start.Length - 8 + values), 4).CopyTo(start, 4);
        using var zipped = new MemoryStream();
        using (var zlib = new ZLibStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(start);
            var zeros = new byte[values / 1000];
            for (var i = 0; i < 1000; i++) zlib.Write(zeros);
        }
        var bomb = mat.AddRaw([.. mat.Number(15, 4), .. mat.Number((ulong)zipped.Length, 4), .. zipped.ToArray()]).Bytes;
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(bomb, "has X of 384000000 bytes; there are at most 307200000");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    [Fact]
    public void Elements_that_do_not_add_up_are_refused()
    {
        var mat = new Mat();
        Refused(new Mat().AddRaw([.. mat.Number(15, 4), .. mat.Number(uint.MaxValue, 4), 1, 2, 3]), "declares 4294967295 bytes, 3 are left");
        Refused(new Mat().AddRaw([.. mat.Number(99, 4), .. mat.Number(0, 4)]), "type 99, not an array");
        Refused(new Mat().AddRaw([.. mat.Number(0x0004_000e, 4), 1, 2, 3, 4]), "no tag of an array");
        Refused(new Mat().AddRaw([.. mat.Number(0x0005_000e, 4), 1, 2, 3, 4]), "small element of 5 bytes");
        Refused(new Mat().AddRaw([.. mat.Number(15, 4), .. mat.Compress([.. mat.Number(2, 4), .. mat.Number(0, 4)])]), "does not inflate to an array");
        Refused(new Mat().AddRaw([.. mat.Number(15, 4), .. mat.Number(8, 4), 1, 2, 3, 4, 5, 6, 7, 8]), "zlib data are damaged");
        Refused(new Mat().AddElement([]), "cut short");
        Refused(new Mat().AddElement(mat.Element(MatType.Int32, new byte[8])), "does not start with an array's flags");
        // An array inside its compressed element declares less than is there.
        var inner = new Mat(compressed: false).Add("X", MatClass.UInt8, [1, 1], MatType.UInt8, [1]).Bytes[128..];
        Refused(new Mat().AddRaw([.. mat.Number(15, 4), .. mat.Compress([.. inner, 0])]), "goes on after its array");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Flipped_bits_are_refused_or_read(bool compressed)
    {
        var whole = SvhnFixture.File(new Mat(compressed: compressed), 10, 5).Bytes;
        // Where there are tags and lengths more often than among the pixels.
        Gen.OneOf(Gen.Int[0, 250], Gen.Int[whole.Length - 80, whole.Length - 1], Gen.Int[0, whole.Length - 1]).Select(Gen.Int[0, 7]).Sample(
            (at, bit) =>
            {
                var bytes = whole.ToArray();
                bytes[at] ^= (byte)(1 << bit);
                ReadOrRefused(bytes);
            },
            iter: 1000,
            threads: 1);
    }

    [Fact]
    public void Any_bytes_after_the_header_are_read_or_refused() =>
        Gen.Byte.Array[0, 200].Sample(bytes => ReadOrRefused([.. new Mat().Header(0x100), 14, 0, 0, 0, (byte)bytes.Length, 0, 0, 0, .. bytes]), iter: 1000, threads: 1);

    private static Mat Labelled(int[] dimensions, byte[] labels) => new Mat()
        .Add("X", MatClass.UInt8, [32, 32, 3, 1], MatType.UInt8, SvhnFixture.Images(1))
        .Add("y", MatClass.Double, dimensions, MatType.UInt8, labels);

    private void Refused(Mat mat, string because) => Refused(mat.Bytes, because);

    private void Refused(byte[] train, string because)
    {
        var path = Path.Combine(SvhnFixture.Folder(_files, train), "train_32x32.mat");
        var message = Assert.Throws<DatasetException>(() => new DatasetCatalog(_files.Paths with { Cache = null }).Load(SvhnFixture.Svhn)).Message;
        Assert.StartsWith(path + ": ", message);
        Assert.Contains(because, message);
        Assert.Contains("Replace it", message);
    }

    private void ReadOrRefused(byte[] train)
    {
        var path = Path.Combine(SvhnFixture.Folder(_files, train), "train_32x32.mat");
        try
        {
            Assert.Equal(2, new DatasetCatalog(_files.Paths with { Cache = null }).Load(SvhnFixture.Svhn).Train.Count);
        }
        catch (DatasetException e)
        {
            Assert.StartsWith(path + ": ", e.Message);
        }
    }
}
