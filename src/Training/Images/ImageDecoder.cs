using Microsoft.Win32.SafeHandles;
using SkiaSharp;
using Sweeper.Training.Datasets;

namespace Sweeper.Training.Images;

/// <summary>
/// Decodes JPEG and PNG files to 8 bits of red, green and blue; grey, CMYK and palettes become that, transparency is dropped, colour
/// profiles and the orientation that a camera noted are not applied (as Pillow's <c>convert("RGB")</c>). Whatever the file's name ends in,
/// its content decides. Has a buffer of its own; not for several threads.
/// </summary>
internal sealed class ImageDecoder
{
    /// <summary>The most bytes of a file.</summary>
    public const int MostBytes = 64 << 20;

    /// <summary>The most pixels of an image; checked in the header, before any memory is taken for them.</summary>
    public const int MostPixels = 64 << 20;

    private static readonly byte[] EndOfPng = [.. "IEND"u8];
    private byte[] _file = [];

    /// <summary>The bytes of the file read last.</summary>
    public ReadOnlySpan<byte> File(long length) => _file.AsSpan(0, (int)length);

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">Its length in bytes when the dataset was looked at.</param>
    /// <exception cref="DatasetException">It cannot be read, is too long, or is not as long as it was.</exception>
    public void Read(string path, long length)
    {
        if (length > MostBytes) throw Fault(path, $"it has {length:N0} bytes; images have at most {MostBytes:N0}");
        try
        {
            using var file = System.IO.File.OpenHandle(path, options: FileOptions.SequentialScan);
            if (RandomAccess.GetLength(file) != length) throw Fault(path, "it has another length than when the dataset was looked at", "Leave the files as they are and start again");
            if (_file.Length < length) _file = new byte[length];
            Fill(file, path, (int)length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fault(path, $"it cannot be read ({e.Message})");
        }
    }

    /// <summary>Decodes the file that was read last.</summary>
    /// <exception cref="DatasetException">It is no JPEG or PNG, is damaged, cut short, or has too many pixels.</exception>
    public unsafe void Decode(string path, long length, PixelBuffer image)
    {
        var bytes = _file.AsSpan(0, (int)length);
        fixed (byte* start = bytes)
        {
            using var data = SKData.Create((nint)start, bytes.Length);
            using var codec = SKCodec.Create(data) ?? throw Fault(path, "it is no whole JPEG or PNG image");
            if (codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png))
                throw Fault(path, $"it is a {codec.EncodedFormat} image", "Convert it to JPEG or PNG, or leave it out");
            var (height, width) = (codec.Info.Height, codec.Info.Width);
            if ((long)height * width > MostPixels) throw Fault(path, $"its header declares {width} x {height} pixels; at most {MostPixels:N0} are decoded");
            if (IsCut(bytes, codec.EncodedFormat)) throw Fault(path, "its image is cut short");
            image.Size(height, width);
            fixed (byte* pixels = image.Bytes)
            {
                var result = codec.GetPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul), (nint)pixels);
                if (result == SKCodecResult.IncompleteInput) throw Fault(path, "its image is cut short");
                if (result != SKCodecResult.Success) throw Fault(path, $"its image is damaged ({result})");
            }
        }
    }

    private void Fill(SafeFileHandle file, string path, int length)
    {
        for (var at = 0; at < length;)
        {
            var read = RandomAccess.Read(file, _file.AsSpan(at, length - at), at);
            if (read == 0) throw Fault(path, "it got shorter while it was read", "Leave the files as they are and start again");
            at += read;
        }
    }

    // The decoder takes a progressive JPEG without its last passes, and a PNG without its last rows' checksum, for whole ones.
    private static bool IsCut(ReadOnlySpan<byte> file, SKEncodedImageFormat format) => format == SKEncodedImageFormat.Png
        ? file.LastIndexOf(EndOfPng) < 0
        : file.LastIndexOf((ReadOnlySpan<byte>)[0xff, 0xd9]) < file.LastIndexOf((ReadOnlySpan<byte>)[0xff, 0xda]);

    private static DatasetException Fault(string path, string fault, string remedy = "Replace it by a whole image, or remove it") => new($"{path}: {fault}. {remedy}.");
}
