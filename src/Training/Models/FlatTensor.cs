using System.Runtime.InteropServices;
using Sweeper.Training.Devices;
using TorchSharp;

namespace Sweeper.Training.Models;

/// <summary>
/// One float32 tensor that owns its memory, seen as a tensor and as a span. On a processor both are the same memory; of a GPU's tensor the
/// span is a copy, brought over by <see cref="Upload"/> and <see cref="Download"/>.
/// </summary>
public sealed class FlatTensor : IDisposable
{
    private readonly torch.Tensor _host;

    /// <summary>So many elements, all 0.</summary>
    public FlatTensor(int length, ComputeDevice device)
    {
        _host = torch.zeros(length, dtype: torch.ScalarType.Float32).DetachFromDisposeScope();
        Tensor = device.Kind == DeviceKind.Cpu ? _host : _host.to(device.Torch).DetachFromDisposeScope();
        Length = length;
    }

    /// <summary>The tensor, on the device; one dimension.</summary>
    public torch.Tensor Tensor { get; }

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>The elements, in the processor's memory; valid until this is disposed.</summary>
    public Span<float> Values => MemoryMarshal.Cast<byte, float>(_host.bytes);

    /// <summary>Brings the span's elements to the device.</summary>
    public void Upload()
    {
        if (!ReferenceEquals(Tensor, _host)) Tensor.copy_(_host);
    }

    /// <summary>Brings the device's elements to the span.</summary>
    public void Download()
    {
        if (!ReferenceEquals(Tensor, _host)) _host.copy_(Tensor);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!ReferenceEquals(Tensor, _host)) Tensor.Dispose();
        _host.Dispose();
    }
}
