using System.Runtime.InteropServices;
using TorchSharp;

namespace Sweeper.Training.Models;

/// <summary>One float32 CPU tensor that owns its memory, seen as a tensor and as a span at the same time.</summary>
public sealed class FlatTensor : IDisposable
{
    /// <summary>So many elements, all 0.</summary>
    public FlatTensor(int length)
    {
        Tensor = torch.zeros(length, dtype: torch.ScalarType.Float32).DetachFromDisposeScope();
        Length = length;
    }

    /// <summary>The tensor; one dimension.</summary>
    public torch.Tensor Tensor { get; }

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>The elements; valid until this is disposed.</summary>
    public Span<float> Values => MemoryMarshal.Cast<byte, float>(Tensor.bytes);

    /// <inheritdoc/>
    public void Dispose() => Tensor.Dispose();
}
