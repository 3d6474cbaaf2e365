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
        Span<Vector<float>> ws = Vectors(weights), gs = Vectors(gradients), vs = Vectors(_velocity.AsSpan());
        var masks = Vectors(mask);
        for (var i = 0; i < ws.Length; i++)
        {
            var w = ws[i];
            var v = (momenta * vs[i]) + (gs[i] + (decays * w));
            w -= steps * v;
            if (!masks.IsEmpty) w *= masks[i];
            (ws[i], gs[i], vs[i]) = (w, Vector<float>.Zero, v);
        }
        for (var i = ws.Length * Vector<float>.Count; i < weights.Length; i++)
        {
            _velocity[i] = (momentum * _velocity[i]) + (gradients[i] + (decay * weights[i]));
            weights[i] -= step * _velocity[i];
            if (!mask.IsEmpty) weights[i] *= mask[i];
            gradients[i] = 0;
        }
    }
}
