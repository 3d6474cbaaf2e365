using Sweeper.Training.Datasets;

namespace Sweeper.Training.Images;

/// <summary>Images that are in memory, augmented on the training's own thread.</summary>
/// <param name="split">The images: of the input's shape, or native where frames are drawn.</param>
/// <param name="transform">What becomes of them.</param>
internal sealed class ResidentFeed(ImageSplit split, ImageTransform transform) : IImageFeed
{
    private readonly ImageScratch _scratch = new();
    private long _epoch;

    public void Begin(long epoch, ReadOnlyMemory<int> positions) => _epoch = epoch;

    public void Read(ReadOnlySpan<int> positions, Span<byte> images)
    {
        var length = transform.Input.Length;
        for (var i = 0; i < positions.Length; i++)
        {
            var image = split.Image(positions[i]);
            var planes = images.Slice(i * length, length);
            if (transform.DrawsFrames)
            {
                _scratch.Image.Pack(image, split.Geometry);
                transform.Native(_scratch.Image, _epoch, positions[i], _scratch, planes);
            }
            else
            {
                transform.Sized(image, _epoch, positions[i], planes);
            }
        }
    }

    public void Dispose()
    {
        // Nothing is held but memory.
    }
}
