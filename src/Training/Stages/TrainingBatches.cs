using System.Runtime.InteropServices;
using Sweeper.Training.Datasets;
using Sweeper.Training.Draws;
using Sweeper.Training.Images;
using static TorchSharp.torch;

namespace Sweeper.Training.Stages;

/// <summary>Gathers batches of a split into one reused pair of tensors.</summary>
internal sealed class TrainingBatches : IDisposable
{
    private readonly ImageSplit _split;
    private readonly ImageGeometry _shape;
    private readonly BatchGatherer _gatherer;
    private readonly IImageFeed? _feed;
    private readonly byte[] _bytes;
    private readonly Tensor _images;
    private readonly Tensor _labels;

    /// <summary>Batches of a prepared dataset's split.</summary>
    /// <param name="dataset">The dataset, whose constants are used.</param>
    /// <param name="split">Its training or test images.</param>
    /// <param name="transform">What becomes of them.</param>
    /// <param name="batchSize">The most images of a batch.</param>
    /// <param name="stop">Ends waiting for images that are still to be decoded.</param>
    public TrainingBatches(Dataset dataset, ImageSplit split, ImageTransform transform, int batchSize, CancellationToken stop)
    {
        _split = split;
        _shape = transform.Input;
        _gatherer = new BatchGatherer(dataset.Normalisation);
        // Without a feed images go straight from where they lie into the batch.
        _feed = ImageFeeds.For(split, transform, stop);
        Size = Math.Min(batchSize, split.Count);
        _bytes = _feed is null ? [] : new byte[Size * _shape.Length];
        _images = empty([Size, _shape.Channels, _shape.Height, _shape.Width], dtype: ScalarType.Float32).DetachFromDisposeScope();
        _labels = empty([Size], dtype: ScalarType.Int64).DetachFromDisposeScope();
    }

    /// <summary>Images in a full batch.</summary>
    public int Size { get; }

    /// <summary>The order of an epoch: a draw named by seed and epoch, the same for every ticket of a seed.</summary>
    public int[] Order(long seed, long epoch) => new Draw(seed, $"order/{epoch}").Permutation(_split.Count);

    /// <summary>Says which positions batches will be gathered from next, in order.</summary>
    public void Begin(long epoch, ReadOnlyMemory<int> positions) => _feed?.Begin(epoch, positions);

    /// <summary>The images and labels at the next positions, at most a batch; views of buffers that the next call overwrites.</summary>
    public (Tensor Images, Tensor Labels) Gather(ReadOnlySpan<int> positions)
    {
        var floats = MemoryMarshal.Cast<byte, float>(_images.bytes)[..(positions.Length * _shape.Length)];
        if (_feed is null)
        {
            _gatherer.Images(_split, positions, floats);
        }
        else
        {
            var bytes = _bytes.AsSpan(0, floats.Length);
            _feed.Read(positions, bytes);
            _gatherer.Images(bytes, _shape, floats);
        }
        BatchGatherer.Labels(_split, positions, MemoryMarshal.Cast<byte, long>(_labels.bytes)[..positions.Length]);
        return positions.Length == Size ? (_images.alias(), _labels.alias()) : (_images.narrow(0, 0, positions.Length), _labels.narrow(0, 0, positions.Length));
    }

    public void Dispose()
    {
        _feed?.Dispose();
        _images.Dispose();
        _labels.Dispose();
    }
}
