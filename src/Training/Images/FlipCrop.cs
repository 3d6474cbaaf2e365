using Sweeper.Training.Datasets;
using Sweeper.Training.Draws;

namespace Sweeper.Training.Images;

/// <summary>Augmentation <c>flip-crop</c> (He et al. 2016, section 4.2): an eighth of each side is padded with zeros, a random place is cut out, half are mirrored.</summary>
internal static class FlipCrop
{
    /// <summary>Writes the augmented image: channels x height x width bytes, as the source. Draws the row, the column, the flip.</summary>
    public static void Apply(Draw draw, ReadOnlySpan<byte> source, ImageGeometry geometry, Span<byte> target)
    {
        var (padRows, padColumns) = (geometry.Height / 8, geometry.Width / 8);
        var down = draw.Below(2 * padRows + 1) - padRows;
        var right = draw.Below(2 * padColumns + 1) - padColumns;
        Shift(source, geometry, down, right, draw.Below(2) == 1, target);
    }

    /// <summary>Writes the image whose pixel (y, x) is the source's (y + down, x + right), zero outside it; mirrored left to right where asked.</summary>
    public static void Shift(ReadOnlySpan<byte> source, ImageGeometry geometry, int down, int right, bool flip, Span<byte> target)
    {
        var (height, width) = (geometry.Height, geometry.Width);
        var kept = width - Math.Abs(right);
        for (var row = 0; row < geometry.Channels * height; row++)
        {
            var to = target.Slice(row * width, width);
            var y = row % height + down;
            if (y < 0 || y >= height)
            {
                to.Clear();
                continue;
            }
            source.Slice((row + down) * width + Math.Max(0, right), kept).CopyTo(to[Math.Max(0, -right)..]);
            if (right > 0) to[kept..].Clear();
            else to[..-right].Clear();
            if (flip) to.Reverse();
        }
    }
}
