using System.Collections.Immutable;

namespace Sweeper.Training.Models;

/// <summary>One trained tensor and its place in the network's flat buffers.</summary>
/// <param name="Name">The PyTorch-style name, such as <c>features.0.weight</c>.</param>
/// <param name="Shape">The tensor's shape.</param>
/// <param name="Role">What it is for.</param>
/// <param name="IsHead">Whether it belongs to the last linear layer.</param>
/// <param name="Offset">Its first element in the flat buffers.</param>
public sealed record ParameterSlot(string Name, ImmutableArray<long> Shape, ParameterRole Role, bool IsHead, int Offset)
{
    /// <summary>The number of elements.</summary>
    public int Length { get; } = checked((int)Shape.Aggregate(1L, (product, side) => product * side));

    /// <summary>Whether it is a convolution's kernel, out x in x height x width.</summary>
    public bool IsConvolution => Shape.Length == 4;

    /// <summary>Inputs that one output of the layer sums over.</summary>
    public int FanIn => Length / (int)Shape[0];
}
