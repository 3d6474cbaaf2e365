using System.Collections.Immutable;
using System.Numerics;
using Sweeper.Training.Devices;
using Sweeper.Training.Models;

namespace Sweeper.Training.Recipes;

/// <summary>
/// Updates a whole network in one pass over its flat buffers: decay, moments, step, mask, and the gradient set back to 0.
/// </summary>
/// <remarks>
/// One pass reads and writes each value once; torch's own operations take a pass each (<c>bench</c> prints both). Products and sums
/// are separate instructions (no fused multiply-add), so the vector width of a machine does not change a bit.
/// </remarks>
public abstract class FlatOptimizer : IDisposable
{
    private readonly ImmutableArray<(int Start, int Length, double Decay)> _stretches;

    private protected FlatOptimizer(OptimizerSpec spec, Network network, float[]? mask)
    {
        if (mask is not null && mask.Length != network.Weights.Length) throw new ArgumentException("a mask has one value a weight", nameof(mask));
        (Spec, Network, Mask) = (spec, network, mask);
        _stretches = Stretches(spec, network.Architecture);
    }

    /// <summary>Updates done, those of a restored state included.</summary>
    public int Steps { get; private set; }

    private protected OptimizerSpec Spec { get; }

    private protected Network Network { get; }

    private protected float[]? Mask { get; }

    /// <summary>The optimizer of a spec for a network.</summary>
    /// <param name="spec">The optimizer.</param>
    /// <param name="network">The network; its gradients are consumed by each step.</param>
    /// <param name="mask">1 for weights that live and 0 for pruned ones, as long as the flat buffer; null is dense.</param>
    public static FlatOptimizer For(OptimizerSpec spec, Network network, float[]? mask) => spec.Kind switch
    {
        _ when network.Device.Kind == DeviceKind.Cuda => new DeviceOptimizer(spec, network, mask),
        OptimizerKind.Sgd => new FlatSgd(spec, network, mask),
        OptimizerKind.Adam or OptimizerKind.AdamW => new FlatAdam(spec, network, mask),
        _ => throw new InvalidOperationException($"no optimizer for {spec.Kind}"),
    };

    /// <summary>One update at a learning rate; afterwards masked weights and all gradients are 0.</summary>
    public void Step(double rate)
    {
        Steps++;
        foreach (var (start, length, decay) in _stretches) Update(start, length, decay, rate);
    }

    /// <summary>The moments by name, each as long as the flat buffers.</summary>
    public abstract IReadOnlyDictionary<string, float[]> Moments();

    /// <summary>Goes on from stored moments.</summary>
    /// <param name="moments">As <see cref="Moments"/> gave them.</param>
    /// <param name="steps">Updates done by then.</param>
    public void Restore(IReadOnlyDictionary<string, float[]> moments, int steps)
    {
        Restore(moments);
        Steps = steps;
    }

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>One update of the leading elements only; their bits do not depend on which of them a vector covers.</summary>
    internal void StepOver(int length, double decay, double rate)
    {
        Steps++;
        Update(0, length, decay, rate);
    }

    /// <summary>The update of a stretch of the flat buffers.</summary>
    private protected abstract void Update(int start, int length, double decay, double rate);

    private protected abstract void Restore(IReadOnlyDictionary<string, float[]> moments);

    // As many whole vectors as there are; the rest is the scalar loop's.
    private protected static Span<Vector<float>> Vectors(Span<float> values) => System.Runtime.InteropServices.MemoryMarshal.Cast<float, Vector<float>>(values);

    private protected static ReadOnlySpan<Vector<float>> Vectors(ReadOnlySpan<float> values) => System.Runtime.InteropServices.MemoryMarshal.Cast<float, Vector<float>>(values);

    // Neighbours of one decay together: one stretch, the whole network, unless biases and batch norm are spared.
    private static ImmutableArray<(int Start, int Length, double Decay)> Stretches(OptimizerSpec spec, Architecture architecture)
    {
        if (spec.DecayBnAndBias) return [(0, architecture.FlatLength, spec.WeightDecay)];
        var stretches = ImmutableArray.CreateBuilder<(int Start, int Length, double Decay)>();
        for (var i = 0; i < architecture.Parameters.Length; i++)
        {
            var slot = architecture.Parameters[i];
            var end = i + 1 < architecture.Parameters.Length ? architecture.Parameters[i + 1].Offset : architecture.FlatLength;
            var decay = slot.Role == ParameterRole.Weight ? spec.WeightDecay : 0;
            if (stretches.Count > 0 && stretches[^1].Decay == decay) stretches[^1] = stretches[^1] with { Length = end - stretches[^1].Start };
            else stretches.Add((slot.Offset, end - slot.Offset, decay));
        }
        return stretches.ToImmutable();
    }
}
