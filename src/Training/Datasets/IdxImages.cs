namespace Sweeper.Training.Datasets;

/// <summary>What an idx file of images holds: <paramref name="Count"/> images of height x width bytes, one after the other.</summary>
internal sealed record IdxImages(int Count, int Height, int Width, byte[] Pixels)
{
    /// <summary>The shape of an image; an idx file has one channel.</summary>
    public ImageGeometry Geometry => new(1, Height, Width);
}
