using System.Numerics;
using System.Runtime.CompilerServices;
using Sweeper.Training.Models;

namespace Sweeper.Training.Recipes;

/// <summary>Adam with coupled L2 decay and bias correction, in the order of operations of PyTorch's <c>Adam</c>.</summary>
internal sealed class FlatAdam(OptimizerSpec spec, Network network, float[]? mask) : FlatOptimizer(network, mask)
{
    private readonly float[] _first = new float[network.Weights.Length];
    private readonly float[] _second = new float[network.Weights.Length];
    private int _steps;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Update(Span<float> weights, Span<float> gradients, ReadOnlySpan<float> mask, double rate)
    {
        _steps++;
        var step = (float)(rate / (1 - Math.Pow(spec.Beta1, _steps)));
        var root = (float)Math.Sqrt(1 - Math.Pow(spec.Beta2, _steps));
        float decay = (float)spec.WeightDecay, epsilon = (float)spec.Epsilon;
        float keep1 = (float)spec.Beta1, take1 = (float)(1 - spec.Beta1), keep2 = (float)spec.Beta2, take2 = (float)(1 - spec.Beta2);
        Vector<float> steps = new(step), roots = new(root), decays = new(decay), epsilons = new(epsilon);
        Vector<float> keeps1 = new(keep1), takes1 = new(take1), keeps2 = new(keep2), takes2 = new(take2);
        Span<float> first = _first, second = _second;
        var width = Vector<float>.Count;
        var i = 0;
        for (; i <= weights.Length - width; i += width)
        {
            var w = Load(weights, i);
            var g = Load(gradients, i) + (decays * w);
            var m = (keeps1 * Load(first, i)) + (takes1 * g);
            var v = (keeps2 * Load(second, i)) + (takes2 * (g * g));
            w -= steps * (m / ((Vector.SquareRoot(v) / roots) + epsilons));
            if (!mask.IsEmpty) w *= Load(mask, i);
            m.CopyTo(first[i..]);
            v.CopyTo(second[i..]);
            w.CopyTo(weights[i..]);
        }
        for (; i < weights.Length; i++)
        {
            var g = gradients[i] + (decay * weights[i]);
            first[i] = (keep1 * first[i]) + (take1 * g);
            second[i] = (keep2 * second[i]) + (take2 * (g * g));
            weights[i] -= step * (first[i] / ((MathF.Sqrt(second[i]) / root) + epsilon));
            if (!mask.IsEmpty) weights[i] *= mask[i];
        }
        gradients.Clear();
    }
}
