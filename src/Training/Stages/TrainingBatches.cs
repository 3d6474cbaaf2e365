using System.Runtime.InteropServices;
using Sweeper.Training.Datasets;
using Sweeper.Training.Draws;
using static TorchSharp.torch;

namespace Sweeper.Training.Stages;

/// <summary>Gathers batches of a split into one reused pair of tensors.</summary>
internal sealed class TrainingBatches : IDisposable
{
    private readonly ImageSplit _split;
    private readonly BatchGatherer _gatherer;
    private readonly Tensor _images;
    private readonly Tensor _labels;

    public TrainingBatches(Dataset dataset, ImageSplit split, int batchSize)
    {
        _split = split;
        _gatherer = new BatchGatherer(dataset.Normalisation);
        Size = Math.Min(batchSize, split.Count);
        var shape = split.Geometry;
        _images = empty([Size, shape.Channels, shape.Height, shape.Width], dtype: ScalarType.Float32).DetachFromDisposeScope();
        _labels = empty([Size], dtype: ScalarType.Int64).DetachFromDisposeScope();
    }

    /// <summary>Images in a full batch.</summary>
    public int Size { get; }

    /// <summary>The order of an epoch: a draw named by seed and epoch, the same for every ticket of a seed.</summary>
    public int[] Order(long seed, long epoch) => new Draw(seed, $"order/{epoch}").Permutation(_split.Count);

    /// <summary>The images and labels at some positions, at most a batch; views of buffers that the next call overwrites.</summary>
    public (Tensor Images, Tensor Labels) Gather(ReadOnlySpan<int> positions)
    {
        _gatherer.Images(_split, positions, MemoryMarshal.Cast<byte, float>(_images.bytes)[..(positions.Length * _split.Geometry.Length)]);
        BatchGatherer.Labels(_split, positions, MemoryMarshal.Cast<byte, long>(_labels.bytes)[..positions.Length]);
        return positions.Length == Size ? (_images.alias(), _labels.alias()) : (_images.narrow(0, 0, positions.Length), _labels.narrow(0, 0, positions.Length));
    }

    public void Dispose()
    {
        _images.Dispose();
        _labels.Dispose();
    }
}
