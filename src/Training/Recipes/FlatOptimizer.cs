using System.Numerics;
using System.Runtime.InteropServices;
using Sweeper.Training.Models;

namespace Sweeper.Training.Recipes;

/// <summary>
/// Updates a whole network in one pass over its flat buffers: decay, moments, step, mask, and the gradient set back to 0.
/// </summary>
/// <remarks>
/// One pass reads and writes each value once; torch's own operations take a pass each (<c>bench</c> prints both). Products and sums
/// are separate instructions (no fused multiply-add), so the vector width of a machine does not change a bit.
/// </remarks>
public abstract class FlatOptimizer
{
    private readonly Network _network;
    private readonly float[]? _mask;

    private protected FlatOptimizer(Network network, float[]? mask)
    {
        if (mask is not null && mask.Length != network.Weights.Length) throw new ArgumentException("a mask has one value a weight", nameof(mask));
        _network = network;
        _mask = mask;
    }

    /// <summary>The optimizer of a spec for a network.</summary>
    /// <param name="spec">The optimizer.</param>
    /// <param name="network">The network; its gradients are consumed by each step.</param>
    /// <param name="mask">1 for weights that live and 0 for pruned ones, as long as the flat buffer; null is dense.</param>
    public static FlatOptimizer For(OptimizerSpec spec, Network network, float[]? mask) => spec.Kind switch
    {
        OptimizerKind.Sgd => new FlatSgd(spec, network, mask),
        OptimizerKind.Adam => new FlatAdam(spec, network, mask),
        _ => throw new InvalidOperationException($"no optimizer for {spec.Kind}"),
    };

    /// <summary>One update at a learning rate; afterwards masked weights and all gradients are 0.</summary>
    public void Step(double rate)
    {
        Update(_network.Weights.Values, _network.Gradients.Values, _mask, rate);
    }

    /// <summary>The update of leading elements; the bits do not depend on which of them a vector covers.</summary>
    internal abstract void Update(Span<float> weights, Span<float> gradients, ReadOnlySpan<float> mask, double rate);

    // As many whole vectors as there are; the rest is the scalar loop's.
    private protected static Span<Vector<float>> Vectors(Span<float> values) => MemoryMarshal.Cast<float, Vector<float>>(values);

    private protected static ReadOnlySpan<Vector<float>> Vectors(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, Vector<float>>(values);
}
