using System.Collections.Immutable;
using Sweeper.Training.Images;

namespace Sweeper.Training.Datasets.ImageFolders;

/// <summary>What the pixels of many images have in common: their size, and the constants of the training images. Whole numbers, so the order does not matter; several threads may add.</summary>
internal sealed class PixelStatistics
{
    private readonly Lock _gate = new();
    private readonly long[] _sums = new long[3];
    private readonly long[] _squares = new long[3];
    private long _count;
    private (int Height, int Width)? _size;
    private bool _differ;

    /// <summary>Three channels and the size of all images, without a size where they differ.</summary>
    public ImageGeometry Geometry => _differ || _size is not { } size ? new(3, 0, 0) : new(3, size.Height, size.Width);

    /// <summary>Counts an image.</summary>
    public void Add(PixelBuffer image, bool isTraining)
    {
        Span<long> sums = stackalloc long[3], squares = stackalloc long[3];
        if (isTraining) Sum(image.Bytes, sums, squares);
        lock (_gate)
        {
            _size ??= (image.Height, image.Width);
            _differ |= _size != (image.Height, image.Width);
            if (!isTraining) return;
            _count += (long)image.Height * image.Width;
            for (var channel = 0; channel < 3; channel++)
            {
                _sums[channel] += sums[channel];
                _squares[channel] += squares[channel];
            }
        }
    }

    /// <summary>The constants of each channel over all pixels of the training images.</summary>
    /// <exception cref="DatasetException">A channel has one value everywhere.</exception>
    public ImmutableArray<ChannelNormalisation> Constants(string path) =>
        [.. Enumerable.Range(0, 3).Select(channel => ChannelMoments.Of(_count, _sums[channel], _squares[channel], path))];

    private static void Sum(ReadOnlySpan<byte> pixels, Span<long> sums, Span<long> squares)
    {
        for (var i = 0; i < pixels.Length; i += 4)
        {
            for (var channel = 0; channel < 3; channel++)
            {
                int value = pixels[i + channel];
                sums[channel] += value;
                squares[channel] += value * value;
            }
        }
    }
}
