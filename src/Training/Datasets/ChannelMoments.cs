using System.Collections.Immutable;

namespace Sweeper.Training.Datasets;

/// <summary>The mean and standard deviation of b/255 over a set of images, from integer sums: no order of summing changes them.</summary>
internal static class ChannelMoments
{
    /// <summary>The constants of each channel, over all pixels; the standard deviation is the population's.</summary>
    /// <param name="geometry">The shape of an image.</param>
    /// <param name="pixels">Images, each channels x height x width, one after the other; not empty.</param>
    /// <param name="path">The file that holds them, for the message.</param>
    /// <exception cref="DatasetException">A channel has one value everywhere: no scaling gives it a standard deviation of 1.</exception>
    public static ImmutableArray<ChannelNormalisation> Of(ImageGeometry geometry, ReadOnlySpan<byte> pixels, string path)
    {
        var plane = geometry.Height * geometry.Width;
        var sums = new long[geometry.Channels];
        var squares = new long[geometry.Channels];
        for (var start = 0; start < pixels.Length; start += plane)
        {
            var channel = start / plane % geometry.Channels;
            var (sum, square) = Sum(pixels.Slice(start, plane));
            sums[channel] += sum;
            squares[channel] += square;
        }
        var count = pixels.Length / geometry.Channels;
        return [.. Enumerable.Range(0, geometry.Channels).Select(channel => Of(count, sums[channel], squares[channel], path))];
    }

    private static (long Sum, long Square) Sum(ReadOnlySpan<byte> plane)
    {
        long sum = 0, square = 0;
        foreach (var value in plane)
        {
            sum += value;
            square += value * value;
        }
        return (sum, square);
    }

    /// <summary>The constants of a channel from the number of its pixels, the sum of their bytes and the sum of the bytes' squares.</summary>
    /// <exception cref="DatasetException">All pixels have one value.</exception>
    public static ChannelNormalisation Of(long count, long sum, long square, string path)
    {
        var spread = (Int128)count * square - (Int128)sum * sum;
        if (spread == 0)
            throw new DatasetException(
                $"{path}: all pixels have the same value, so nothing can be learned. " +
                "Replace it by the published file.");
        return new ChannelNormalisation((float)(sum / (255.0 * count)), (float)(Math.Sqrt((double)spread) / (255.0 * count)));
    }
}
