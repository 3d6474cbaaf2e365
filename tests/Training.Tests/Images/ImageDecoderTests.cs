using System.Buffers.Binary;
using SkiaSharp;
using Sweeper.Training.Datasets;
using Sweeper.Training.Images;

namespace Sweeper.Training.Tests.Images;

public sealed class ImageDecoderTests : IDisposable
{
    // 4 x 2 grey pixels, 8 bits, no filter: by the PNG specification, deflated by zlib and with its checksums, written by Python.
    private const string GreyPng = "89504e470d0a1a0a0000000d49484452000000040000000208000000005ac322bf0000001249444154789c63601054326670094d2b0700060401dd6dc6e0490000000049454e44ae426082";
    private readonly ImageFixture _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_png_has_the_pixels_that_were_written()
    {
        var image = Decode(_files.Write("a.png", ImageFixture.Encode("noise", 5, 7)));
        using var again = SKBitmap.Decode(ImageFixture.Encode("noise", 5, 7));
        for (var i = 0; i < 35; i++)
        {
            var colour = again.GetPixel(i % 7, i / 7);
            Assert.Equal([colour.Red, colour.Green, colour.Blue], image.Bytes.Slice(4 * i, 3).ToArray());
        }
    }

    [Fact]
    public void Grey_images_have_three_equal_channels()
    {
        var image = Decode(_files.Write("grey.jpeg", Convert.FromHexString(GreyPng)));
        Assert.Equal((2, 4), (image.Height, image.Width));
        Assert.Equal([0, 0, 0, 17, 17, 17, 34, 34, 34], image.Bytes.ToArray().Take(12).Where((_, i) => i % 4 < 3));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void An_image_cut_anywhere_is_refused_by_name(bool png)
    {
        var whole = ImageFixture.Encode("noise", 40, 50, png: png);
        for (var length = 1; length < whole.Length - (png ? 5 : 0); length += 1 + whole.Length / 60)
            Assert.Contains("cut.img", Refusal(_files.Write("cut.img", whole[..length])));
        Assert.Contains("cut short", Refusal(_files.Write("cut.img", whole[..(whole.Length - (png ? 8 : 1))])));
    }

    [Fact]
    public void A_progressive_jpeg_without_its_last_passes_is_refused()
    {
        // Two scans: the second one's marker comes after the only end-of-image marker, in a thumbnail.
        var whole = ImageFixture.Encode("noise", 40, 50, png: false);
        var thumbnail = new byte[] { 0xff, 0xe1, 0x00, 0x08, 0x01, 0x02, 0xff, 0xd9, 0x03, 0x04 };
        Assert.Contains("cut short", Refusal(_files.Write("thumb.jpg", [.. whole[..2], .. thumbnail, .. whole[2..^2]])));
        _ = Decode(_files.Write("thumb.jpg", [.. whole[..2], .. thumbnail, .. whole[2..]]));
    }

    [Fact]
    public void A_jpeg_header_of_65535_squared_is_refused_before_memory_is_taken()
    {
        var bytes = ImageFixture.Encode("noise", 8, 8, png: false);
        var frame = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xff, 0xc0]);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(frame + 5), 65535);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(frame + 7), 65535);
        RefusedWithoutMemory("bomb.jpg", bytes);
    }

    [Fact]
    public void A_png_header_of_two_thousand_million_pixels_a_side_is_refused_before_memory_is_taken()
    {
        var bytes = Convert.FromHexString(GreyPng);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), int.MaxValue);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), int.MaxValue);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), Crc(bytes.AsSpan(12, 17)));
        RefusedWithoutMemory("bomb.png", bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), 20_000);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), 20_000);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), Crc(bytes.AsSpan(12, 17)));
        RefusedWithoutMemory("bomb.png", bytes);
        Assert.Contains("20000 x 20000", Refusal(_files.Write("bomb.png", bytes)));
    }

    [Fact]
    public void What_is_no_jpeg_or_png_is_refused()
    {
        Assert.Contains("no whole JPEG or PNG", Refusal(_files.Write("text.jpg", [.. "not an image"u8])));
        using var bitmap = new SKBitmap(4, 4);
        using var webp = bitmap.Encode(SKEncodedImageFormat.Webp, 90);
        Assert.Contains("Webp", Refusal(_files.Write("webp.jpg", webp.ToArray())));
        Assert.Contains("cannot be read", Assert.Throws<DatasetException>(() => new ImageDecoder().Read(Path.Combine(_files.Root, "gone.jpg"), 5)).Message);
        var path = _files.Write("grown.png", ImageFixture.Encode("noise", 5, 7));
        Assert.Contains("another length", Assert.Throws<DatasetException>(() => new ImageDecoder().Read(path, 5)).Message);
    }

    [Fact]
    public void Damage_anywhere_is_refused_or_decoded_but_never_crashes()
    {
        foreach (var png in (bool[])[true, false])
        {
            var whole = ImageFixture.Encode("noise", 30, 30, png: png);
            for (var i = 0; i < whole.Length; i += 1 + whole.Length / 150)
            {
                var bytes = whole.ToArray();
                bytes[i] ^= 0x55;
                var path = _files.Write("damaged.img", bytes);
                try
                {
                    Assert.InRange((long)Decode(path).Height, 1, ImageDecoder.MostPixels);
                }
                catch (DatasetException error)
                {
                    Assert.StartsWith(path, error.Message);
                }
            }
        }
    }

    private void RefusedWithoutMemory(string name, byte[] bytes)
    {
        var path = _files.Write(name, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = Refusal(path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static string Refusal(string path) => Assert.Throws<DatasetException>(() => Decode(path)).Message;

    private static PixelBuffer Decode(string path)
    {
        var (decoder, image) = (new ImageDecoder(), new PixelBuffer());
        decoder.Read(path, new FileInfo(path).Length);
        decoder.Decode(path, new FileInfo(path).Length, image);
        return image;
    }

    // PNG specification, annex D.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? 0xedb88320 ^ (crc >> 1) : crc >> 1;
        }
        return ~crc;
    }
}
