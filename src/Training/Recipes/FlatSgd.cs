using System.Numerics;
using System.Runtime.CompilerServices;
using Sweeper.Training.Models;

namespace Sweeper.Training.Recipes;

/// <summary>SGD with momentum: d = g + decay w; m = momentum m + d; w = (w - rate m) mask, as PyTorch's <c>SGD</c>.</summary>
internal sealed class FlatSgd(OptimizerSpec spec, Network network, float[]? mask) : FlatOptimizer(network, mask)
{
    private readonly float[] _velocity = new float[network.Weights.Length];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Update(Span<float> weights, Span<float> gradients, ReadOnlySpan<float> mask, double rate)
    {
        float decay = (float)spec.WeightDecay, momentum = (float)spec.Momentum, step = (float)rate;
        Vector<float> decays = new(decay), momenta = new(momentum), steps = new(step);
        var velocity = _velocity.AsSpan();
        var width = Vector<float>.Count;
        var i = 0;
        for (; i <= weights.Length - width; i += width)
        {
            var w = Load(weights, i);
            var v = (momenta * Load(velocity, i)) + (Load(gradients, i) + (decays * w));
            w -= steps * v;
            if (!mask.IsEmpty) w *= Load(mask, i);
            v.CopyTo(velocity[i..]);
            w.CopyTo(weights[i..]);
        }
        for (; i < weights.Length; i++)
        {
            velocity[i] = (momentum * velocity[i]) + (gradients[i] + (decay * weights[i]));
            weights[i] -= step * velocity[i];
            if (!mask.IsEmpty) weights[i] *= mask[i];
        }
        gradients.Clear();
    }
}
