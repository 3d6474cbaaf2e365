using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;
using Sweeper.Training.Draws;
using Sweeper.Training.Images;
using static TorchSharp.torch;

namespace Sweeper.Training.Stages;

/// <summary>Gathers batches of a split, as tensors of a device.</summary>
internal sealed class TrainingBatches : IDisposable
{
    private readonly ImageSplit _split;
    private readonly int _imageLength;
    private readonly IImageFeed? _feed;
    private readonly IBatchTensors _tensors;

    /// <summary>Batches of a prepared dataset's split.</summary>
    /// <param name="dataset">The dataset, whose constants are used.</param>
    /// <param name="split">Its training or test images.</param>
    /// <param name="transform">What becomes of them.</param>
    /// <param name="batchSize">The most images of a batch.</param>
    /// <param name="device">Where the tensors are.</param>
    /// <param name="stop">Ends waiting for images that are still to be decoded.</param>
    public TrainingBatches(Dataset dataset, ImageSplit split, ImageTransform transform, int batchSize, ComputeDevice device, CancellationToken stop)
    {
        _split = split;
        _imageLength = transform.Input.Length;
        Size = Math.Min(batchSize, split.Count);
        var gatherer = new BatchGatherer(dataset.Normalisation);
        _tensors = device.Kind == DeviceKind.Cpu ? new CpuBatch(gatherer, transform.Input, Size) : new GpuBatch(gatherer, transform.Input, Size, device);
        // Without a feed images go straight from where they lie into the batch. Last: a GPU may have no room for the tensors, and nobody
        // would take the feed out of the decoders' list then.
        _feed = ImageFeeds.For(split, transform, stop);
    }

    /// <summary>Images in a full batch.</summary>
    public int Size { get; }

    /// <summary>The order of an epoch: a draw named by seed and epoch, the same for every ticket of a seed.</summary>
    public int[] Order(long seed, long epoch) => new Draw(seed, $"order/{epoch}").Permutation(_split.Count);

    /// <summary>Says which positions batches will be gathered from next, in order.</summary>
    public void Begin(long epoch, ReadOnlyMemory<int> positions) => _feed?.Begin(epoch, positions);

    /// <summary>The images and labels at the next positions, at most a batch; they are to be used before the next call.</summary>
    public (Tensor Images, Tensor Labels) Gather(ReadOnlySpan<int> positions)
    {
        BatchGatherer.Labels(_split, positions, _tensors.Labels[..positions.Length]);
        if (_feed is null) return _tensors.Of(_split, positions);
        _feed.Read(positions, _tensors.Bytes[..(positions.Length * _imageLength)]);
        return _tensors.OfBytes(positions.Length);
    }

    public void Dispose()
    {
        _feed?.Dispose();
        _tensors.Dispose();
    }
}
