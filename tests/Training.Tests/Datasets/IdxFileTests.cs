using CsCheck;
using Sweeper.Training.Datasets;

namespace Sweeper.Training.Tests.Datasets;

public sealed class IdxFileTests : IDisposable
{
    private readonly IdxFixture _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Any_images_are_read_back_raw_and_gzipped() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 6], Gen.Int[1, 6])
            .SelectMany((count, height, width) => Gen.Byte.Array[count * height * width].Select(pixels => (count, height, width, pixels)))
            .Sample(
                image =>
                {
                    var bytes = IdxFixture.Images(image.count, image.height, image.width, image.pixels);
                    foreach (var content in (byte[][])[bytes, IdxFixture.Gzip(bytes)])
                    {
                        // The name says nothing about what is in the file.
                        var read = IdxFile.ReadImages(_files.File("images.gz", content));
                        Assert.Equal((image.count, image.height, image.width), (read.Count, read.Height, read.Width));
                        Assert.Equal(image.pixels, read.Pixels);
                    }
                },
                iter: 50,
                threads: 1);

    [Fact]
    public void Labels_are_read_back() =>
        Assert.Equal([3, 0, 255], IdxFile.ReadLabels(_files.File("labels", IdxFixture.Labels(3, 0, 255))));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Truncated_image_file_is_refused_with_its_name(bool zipped)
    {
        var whole = IdxFixture.Images(2, 4, 4, new byte[32]);
        foreach (var length in (int[])[0, 1, 3, 4, 15, 16, 47]) Refused(Packed(whole[..length], zipped), "images");
    }

    [Fact]
    public void Truncated_gzip_data_are_refused_at_every_length()
    {
        var zipped = IdxFixture.Gzip(IdxFixture.Images(4, 5, 5, [.. Enumerable.Range(0, 100).Select(i => (byte)(i * i))]));
        for (var length = 0; length < zipped.Length; length++) Refused(zipped[..length], "images");
    }

    [Fact]
    public void Damaged_gzip_data_are_refused_by_their_checksum()
    {
        var zipped = IdxFixture.Gzip(IdxFixture.Images(1, 2, 2, new byte[4]));
        zipped[^5] ^= 1;
        Refused(zipped, "gzip data are damaged");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Trailing_byte_is_refused(bool zipped) =>
        Refused(Packed([.. IdxFixture.Images(1, 2, 2, new byte[4]), 0], zipped), "goes on after");

    [Fact]
    public void Bytes_after_the_gzip_data_are_refused() =>
        Refused([.. IdxFixture.Gzip(IdxFixture.Images(1, 2, 2, new byte[4])), 1, 2, 3], "go on after their end");

    [Fact]
    public void Gzip_data_that_hide_their_length_are_refused()
    {
        // The last four bytes, gzip's own length, agree with the header, the inflated data do not.
        var bomb = IdxFixture.Gzip([.. IdxFixture.Images(1, 2, 2, new byte[4]), .. new byte[1000]]);
        bomb[^4] = 20;
        bomb[^3] = 0;
        Refused(bomb, "goes on after the bytes");
        var shorter = IdxFixture.Gzip(IdxFixture.Images(1, 2, 2, new byte[2]));
        shorter[^4] = 20;
        Refused(shorter, "images");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Huge_header_is_refused_before_memory_is_taken(bool zipped)
    {
        foreach (var sizes in (int[][])[[-1, -1, -1], [int.MaxValue, 1, 1], [1 << 20, 32, 32], [0x10000, 0x10000, 1]])
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Refused(Packed(IdxFixture.Header([0x803, .. sizes]), zipped), "header declares");
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    [Fact]
    public void Header_of_nothing_is_refused() => Refused(IdxFixture.Images(0, 28, 28, []), "which is nothing");

    [Fact]
    public void Gzip_bomb_is_not_inflated_beyond_its_header()
    {
        var bomb = IdxFixture.Gzip([.. IdxFixture.Images(1, 4, 4, new byte[16]), .. new byte[64 << 20]]);
        var path = _files.File("bomb", bomb);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DatasetException>(() => IdxFile.ReadImages(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Labels_in_place_of_images_are_refused() => Refused(IdxFixture.Labels(1, 2, 3, 4, 5, 6, 7, 8), "0x00000801");

    [Fact]
    public void Absent_file_and_folder_in_place_of_a_file_are_refused_with_their_names()
    {
        var absent = Path.Combine(_files.Root, "absent");
        Assert.Contains(absent, Assert.Throws<DatasetException>(() => IdxFile.ReadImages(absent)).Message);
        Assert.Contains(_files.Root, Assert.Throws<DatasetException>(() => IdxFile.ReadLabels(_files.Root)).Message);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Gen.Byte.Array[0, 64].Select(Gen.Bool).Sample(
            (bytes, zipped) =>
            {
                var path = _files.File("noise", Packed([0, 0, 8, 3, 0, 0, 0, .. bytes], zipped));
                try
                {
                    var images = IdxFile.ReadImages(path);
                    Assert.Equal(images.Count * images.Height * images.Width, images.Pixels.Length);
                }
                catch (DatasetException e)
                {
                    Assert.Contains(path, e.Message);
                }
            },
            iter: 300,
            threads: 1);

    private static byte[] Packed(byte[] bytes, bool zipped) => zipped ? IdxFixture.Gzip(bytes) : bytes;

    private void Refused(byte[] bytes, string because)
    {
        var path = _files.File("images-" + bytes.Length, bytes);
        var message = Assert.Throws<DatasetException>(() => IdxFile.ReadImages(path)).Message;
        Assert.Contains(path, message);
        Assert.Contains(because, message);
        Assert.Contains("Replace it", message);
    }
}
