using Sweeper.Training.Datasets;
using static TorchSharp.torch;

namespace Sweeper.Training.Stages;

/// <summary>The images and labels of a batch as a device's tensors.</summary>
internal interface IBatchTensors : IDisposable
{
    /// <summary>Where to write the bytes of images that are made for the batch: size x channels x height x width.</summary>
    Span<byte> Bytes { get; }

    /// <summary>Where to write the labels: size.</summary>
    Span<long> Labels { get; }

    /// <summary>The batch of images that lie in memory: float32 batch x channels x height x width, and its labels.</summary>
    (Tensor Images, Tensor Labels) Of(ImageSplit split, ReadOnlySpan<int> positions);

    /// <summary>The batch of the first images in <see cref="Bytes"/>, and its labels.</summary>
    (Tensor Images, Tensor Labels) OfBytes(int count);
}
