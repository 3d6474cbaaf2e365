using System.Buffers.Binary;
using Sweeper.Training.Datasets;

namespace Sweeper.Training.Images;

/// <summary>
/// One image of any size, row by row, four bytes a pixel: red, green, blue, and one that nothing reads; grey has three equal ones. Its
/// memory is used again for the next image; not for several threads.
/// </summary>
internal sealed class PixelBuffer
{
    // Photographs of data sets are smaller; what one giant took is given back with the next image.
    private const int KeptBytes = 64 << 20;

    private byte[] _bytes = [];

    /// <summary>Height in pixels.</summary>
    public int Height { get; private set; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; private set; }

    /// <summary>The bytes of the image, 4 x height x width.</summary>
    public Span<byte> Bytes => _bytes.AsSpan(0, 4 * Height * Width);

    /// <summary>Makes room for an image of this size; what is in it is undefined.</summary>
    public void Size(int height, int width)
    {
        (Height, Width) = (height, width);
        var length = checked(4 * height * width);
        if (_bytes.Length < length || _bytes.Length > Math.Max(KeptBytes, length)) _bytes = GC.AllocateUninitializedArray<byte>(length);
    }

    /// <summary>Takes an image of 1 or 3 channels x height x width.</summary>
    public void Pack(ReadOnlySpan<byte> planes, ImageGeometry geometry)
    {
        Size(geometry.Height, geometry.Width);
        var bytes = Bytes;
        var plane = geometry.Height * geometry.Width;
        var red = planes[..plane];
        var green = geometry.Channels == 3 ? planes.Slice(plane, plane) : red;
        var blue = geometry.Channels == 3 ? planes.Slice(2 * plane, plane) : red;
        for (var i = 0; i < plane; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[(4 * i)..], red[i] | (uint)green[i] << 8 | (uint)blue[i] << 16);
    }

    /// <summary>Makes every pixel grey by its luma (<see cref="Luma"/>).</summary>
    public void ToGrey()
    {
        var bytes = Bytes;
        for (var i = 0; i < bytes.Length; i += 4)
            bytes[i] = bytes[i + 1] = bytes[i + 2] = Luma.Of(bytes[i], bytes[i + 1], bytes[i + 2]);
    }
}
