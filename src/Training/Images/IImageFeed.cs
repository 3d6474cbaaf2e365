namespace Sweeper.Training.Images;

/// <summary>
/// Gives the images of a split as the bytes that a network's batch is made of: at the input's shape, augmented. Bytes become floats
/// elsewhere, so that a device can do it.
/// </summary>
internal interface IImageFeed : IDisposable
{
    /// <summary>Says what <see cref="Read"/> will be asked for, in this order, until the next call: what can be made early is.</summary>
    /// <param name="epoch">The epoch, which names the draws.</param>
    /// <param name="positions">Positions in the split.</param>
    void Begin(long epoch, ReadOnlyMemory<int> positions);

    /// <summary>Writes the next images, one after the other.</summary>
    /// <param name="positions">Those that come next.</param>
    /// <param name="images">Images x channels x height x width bytes.</param>
    /// <exception cref="Datasets.DatasetException">An image cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The training was told to stop.</exception>
    void Read(ReadOnlySpan<int> positions, Span<byte> images);
}
