using System.Runtime.InteropServices;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;
using static TorchSharp.torch;

namespace Sweeper.Training.Stages;

/// <summary>Brings a batch to a GPU as bytes, a quarter of the floats, and makes floats of it there.</summary>
/// <remarks>
/// Each upload goes by page-locked memory of its own, so it runs while the GPU works on earlier batches; libtorch uses that memory again
/// once the copy is done.
/// </remarks>
internal sealed class GpuBatch : IBatchTensors
{
    private readonly ImageGeometry _shape;
    private readonly Device _device;
    private readonly Tensor _bytes;
    private readonly Tensor _labels;
    private readonly Tensor _scales;
    private readonly Tensor _offsets;

    public GpuBatch(BatchGatherer gatherer, ImageGeometry shape, int size, ComputeDevice device)
    {
        using var scope = NewDisposeScope();
        (_shape, _device) = (shape, device.Torch);
        _bytes = empty([size, shape.Channels, shape.Height, shape.Width], dtype: ScalarType.Byte).DetachFromDisposeScope();
        _labels = empty([size], dtype: ScalarType.Int64).DetachFromDisposeScope();
        _scales = AChannel(gatherer.Constants.Select(channel => channel.Scale));
        _offsets = AChannel(gatherer.Constants.Select(channel => channel.Offset));
    }

    public Span<byte> Bytes => MemoryMarshal.Cast<byte, byte>(_bytes.bytes);

    public Span<long> Labels => MemoryMarshal.Cast<byte, long>(_labels.bytes);

    public (Tensor Images, Tensor Labels) Of(ImageSplit split, ReadOnlySpan<int> positions)
    {
        for (var i = 0; i < positions.Length; i++) split.Image(positions[i]).CopyTo(Bytes[(i * _shape.Length)..]);
        return OfBytes(positions.Length);
    }

    // A GPU convolves faster with the channels of a pixel side by side: 1.3 times as many images a second on an H100 (docs/gpu.md). The
    // shape stays batch x channels x height x width, and the layers keep the order in memory.
    public (Tensor Images, Tensor Labels) OfBytes(int count)
    {
        var images = Upload(_bytes, count).permute(0, 2, 3, 1).to(ScalarType.Float32).contiguous().permute(0, 3, 1, 2);
        return (images.mul_(_scales).add_(_offsets), Upload(_labels, count));
    }

    public void Dispose()
    {
        foreach (var tensor in (Tensor[])[_bytes, _labels, _scales, _offsets]) tensor.Dispose();
    }

    private Tensor Upload(Tensor whole, int count) => whole.narrow(0, 0, count).pin_memory().to(_device, non_blocking: true);

    private Tensor AChannel(IEnumerable<float> values) => tensor(values.ToArray()).view(1, -1, 1, 1).to(_device).DetachFromDisposeScope();
}
