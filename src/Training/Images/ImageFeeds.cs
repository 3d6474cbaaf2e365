using Sweeper.Training.Datasets;

namespace Sweeper.Training.Images;

/// <summary>Chooses how the images of a split reach batches.</summary>
internal static class ImageFeeds
{
    /// <summary>The feed of a split; null where its images are in memory and go into batches as they are.</summary>
    /// <param name="split">Of a prepared dataset (<see cref="PreparedImages"/>).</param>
    /// <param name="transform">What becomes of the images.</param>
    /// <param name="stop">Ends waiting for images.</param>
    public static IImageFeed? For(ImageSplit split, ImageTransform transform, CancellationToken stop)
    {
        if (split.Files is not null) return new StreamedFeed(split, transform, DecodePool.Shared, stop);
        return transform.IsRandom ? new ResidentFeed(split, transform) : null;
    }
}
