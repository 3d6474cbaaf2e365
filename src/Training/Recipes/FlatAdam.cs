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
        Span<Vector<float>> ws = Vectors(weights), gs = Vectors(gradients), ms = Vectors(_first.AsSpan()), vs = Vectors(_second.AsSpan());
        var masks = Vectors(mask);
        for (var i = 0; i < ws.Length; i++)
        {
            var w = ws[i];
            var g = gs[i] + (decays * w);
            var m = (keeps1 * ms[i]) + (takes1 * g);
            var v = (keeps2 * vs[i]) + (takes2 * (g * g));
            w -= steps * (m / ((Vector.SquareRoot(v) / roots) + epsilons));
            if (!masks.IsEmpty) w *= masks[i];
            (ws[i], gs[i], ms[i], vs[i]) = (w, Vector<float>.Zero, m, v);
        }
        for (var i = ws.Length * Vector<float>.Count; i < weights.Length; i++)
        {
            var g = gradients[i] + (decay * weights[i]);
            _first[i] = (keep1 * _first[i]) + (take1 * g);
            _second[i] = (keep2 * _second[i]) + (take2 * (g * g));
            weights[i] -= step * (_first[i] / ((MathF.Sqrt(_second[i]) / root) + epsilon));
            if (!mask.IsEmpty) weights[i] *= mask[i];
            gradients[i] = 0;
        }
    }
}
