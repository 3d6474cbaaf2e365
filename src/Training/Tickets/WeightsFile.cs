using System.Collections.Immutable;
using Sweeper.Training.Models;

namespace Sweeper.Training.Tickets;

/// <summary>A network's whole state (parameters and running statistics) as a safetensors file.</summary>
public static class WeightsFile
{
    /// <summary>The state's bytes; equal states are equal bytes.</summary>
    public static byte[] Write(Network network) => SafeTensors.Write(
    [
        .. network.Architecture.Parameters.Select(slot => new SafeTensors.Entry(slot.Name, slot.Shape, network.Values(slot).ToArray())),
        .. network.Architecture.Buffers.Select(slot => new SafeTensors.Entry(slot.Name, [slot.Length], network.Values(slot).ToArray())),
    ]);

    /// <summary>Sets a network's state, but for the last layer if <paramref name="skipHead"/>.</summary>
    /// <exception cref="InvalidDataException">The bytes are not the state of this network.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, Network network, bool skipHead)
    {
        var tensors = SafeTensors.Read(bytes);
        foreach (var slot in network.Architecture.Parameters)
        {
            if (skipHead && slot.IsHead) continue;
            Find(tensors, slot.Name, slot.Shape).CopyTo(network.Values(slot));
        }
        foreach (var slot in network.Architecture.Buffers) Find(tensors, slot.Name, [slot.Length]).CopyTo(network.Values(slot));
    }

    /// <summary>Every tensor of a network's state, parameters first, in the order of the forward pass.</summary>
    /// <exception cref="InvalidDataException">The bytes are not the state of this network.</exception>
    public static IReadOnlyList<SafeTensors.Entry> Tensors(ReadOnlySpan<byte> bytes, Architecture architecture)
    {
        var tensors = SafeTensors.Read(bytes);
        return
        [
            .. architecture.Parameters.Select(slot => new SafeTensors.Entry(slot.Name, slot.Shape, Find(tensors, slot.Name, slot.Shape))),
            .. architecture.Buffers.Select(slot => new SafeTensors.Entry(slot.Name, [slot.Length], Find(tensors, slot.Name, [slot.Length]))),
        ];
    }

    private static float[] Find(Dictionary<string, SafeTensors.Entry> tensors, string name, ImmutableArray<long> shape) =>
        !tensors.TryGetValue(name, out var tensor) ? throw new InvalidDataException($"there is no tensor {name}")
        : !tensor.Shape.AsSpan().SequenceEqual(shape.AsSpan()) ? throw new InvalidDataException(
            $"tensor {name} is {string.Join('x', tensor.Shape)}, not {string.Join('x', shape)}")
        : tensor.Values;
}
