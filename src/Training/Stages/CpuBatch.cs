using System.Runtime.InteropServices;
using Sweeper.Training.Datasets;
using static TorchSharp.torch;

namespace Sweeper.Training.Stages;

/// <summary>One reused pair of tensors; what is handed out are views, which the next batch overwrites.</summary>
internal sealed class CpuBatch : IBatchTensors
{
    private readonly ImageGeometry _shape;
    private readonly BatchGatherer _gatherer;
    private readonly int _size;
    private readonly Tensor _images;
    private readonly Tensor _labels;
    private byte[] _bytes = [];

    public CpuBatch(BatchGatherer gatherer, ImageGeometry shape, int size)
    {
        (_gatherer, _shape, _size) = (gatherer, shape, size);
        _images = empty([size, shape.Channels, shape.Height, shape.Width], dtype: ScalarType.Float32).DetachFromDisposeScope();
        _labels = empty([size], dtype: ScalarType.Int64).DetachFromDisposeScope();
    }

    // Images that lie in memory go straight into the batch: most trainings never need it.
    public Span<byte> Bytes => _bytes.Length > 0 ? _bytes : _bytes = new byte[_size * _shape.Length];

    public Span<long> Labels => MemoryMarshal.Cast<byte, long>(_labels.bytes);

    public (Tensor Images, Tensor Labels) Of(ImageSplit split, ReadOnlySpan<int> positions)
    {
        _gatherer.Images(split, positions, Floats(positions.Length));
        return Views(positions.Length);
    }

    public (Tensor Images, Tensor Labels) OfBytes(int count)
    {
        _gatherer.Images(Bytes[..(count * _shape.Length)], _shape, Floats(count));
        return Views(count);
    }

    public void Dispose()
    {
        _images.Dispose();
        _labels.Dispose();
    }

    private Span<float> Floats(int count) => MemoryMarshal.Cast<byte, float>(_images.bytes)[..(count * _shape.Length)];

    private (Tensor Images, Tensor Labels) Views(int count) =>
        count == _size ? (_images.alias(), _labels.alias()) : (_images.narrow(0, 0, count), _labels.narrow(0, 0, count));
}
