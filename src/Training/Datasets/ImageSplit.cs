using Sweeper.Training.Images;

namespace Sweeper.Training.Datasets;

/// <summary>
/// Images with labels, as bytes in memory or encoded in files. Halves, classes and fractions are views: they name rows of the base's one array, so
/// that every training of a process shares it.
/// </summary>
/// <param name="Geometry">The shape of an image; of files that of the images as they are, or without a size (<see cref="ImageGeometry.HasSize"/>).</param>
/// <param name="Pixels">All images of the base, each channels x height x width, one after the other.</param>
/// <param name="Rows">The images of this split, as image numbers in <paramref name="Pixels"/>.</param>
/// <param name="Labels">The class of each of <paramref name="Rows"/>, from 0.</param>
public sealed record ImageSplit(ImageGeometry Geometry, byte[] Pixels, int[] Rows, ushort[] Labels)
{
    /// <summary>The files that hold the images of the base, where they are not in memory: then there are no <see cref="Pixels"/>.</summary>
    public ImageFiles? Files { get; init; }

    /// <summary>The number of images.</summary>
    public int Count => Rows.Length;

    /// <summary>The bytes of the image at a position of the split.</summary>
    public ReadOnlySpan<byte> Image(int position) => Pixels.AsSpan(checked(Rows[position] * Geometry.Length), Geometry.Length);
}
