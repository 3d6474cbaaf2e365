using System.Numerics;
using System.Runtime.CompilerServices;
using Sweeper.Training.Models;

namespace Sweeper.Training.Recipes;

/// <summary>
/// Adam with bias correction, in the order of operations of PyTorch's: weight decay is added to the gradient (<c>Adam</c>), or first
/// taken off the weight, times the rate (<c>AdamW</c>).
/// </summary>
internal sealed class FlatAdam(OptimizerSpec spec, Network network, float[]? mask) : FlatOptimizer(spec, network, mask)
{
    /// <summary>The names of the moments.</summary>
    public const string First = "first", Second = "second";

    private readonly float[] _first = new float[network.Weights.Length];
    private readonly float[] _second = new float[network.Weights.Length];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, float[]> Moments() => new Dictionary<string, float[]> { [First] = _first, [Second] = _second };

    private protected override void Restore(IReadOnlyDictionary<string, float[]> moments)
    {
        moments[First].CopyTo(_first, 0);
        moments[Second].CopyTo(_second, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Update(int start, int length, double decay, double rate)
    {
        var step = (float)(rate / (1 - Math.Pow(Spec.Beta1, Steps)));
        var root = (float)Math.Sqrt(1 - Math.Pow(Spec.Beta2, Steps));
        var decoupled = Spec.Kind == OptimizerKind.AdamW;
        float coupledDecay = decoupled ? 0 : (float)decay, shrink = decoupled ? (float)(1 - (rate * decay)) : 1, epsilon = (float)Spec.Epsilon;
        float keep1 = (float)Spec.Beta1, take1 = (float)(1 - Spec.Beta1), keep2 = (float)Spec.Beta2, take2 = (float)(1 - Spec.Beta2);
        Vector<float> steps = new(step), roots = new(root), decays = new(coupledDecay), shrinks = new(shrink), epsilons = new(epsilon);
        Vector<float> keeps1 = new(keep1), takes1 = new(take1), keeps2 = new(keep2), takes2 = new(take2);
        Span<float> weights = Network.Weights.Values.Slice(start, length), gradients = Network.Gradients.Values.Slice(start, length);
        Span<float> first = _first.AsSpan(start, length), second = _second.AsSpan(start, length);
        var masked = Mask is null ? default : Mask.AsSpan(start, length);
        Span<Vector<float>> ws = Vectors(weights), gs = Vectors(gradients), ms = Vectors(first), vs = Vectors(second), masks = Vectors(masked);
        for (var i = 0; i < ws.Length; i++)
        {
            var w = ws[i];
            var g = gs[i] + (decays * w);
            var m = (keeps1 * ms[i]) + (takes1 * g);
            var v = (keeps2 * vs[i]) + (takes2 * (g * g));
            w = (shrinks * w) - (steps * (m / ((Vector.SquareRoot(v) / roots) + epsilons)));
            if (!masks.IsEmpty) w *= masks[i];
            (ws[i], gs[i], ms[i], vs[i]) = (w, Vector<float>.Zero, m, v);
        }
        for (var i = ws.Length * Vector<float>.Count; i < weights.Length; i++)
        {
            var g = gradients[i] + (coupledDecay * weights[i]);
            first[i] = (keep1 * first[i]) + (take1 * g);
            second[i] = (keep2 * second[i]) + (take2 * (g * g));
            weights[i] = (shrink * weights[i]) - (step * (first[i] / ((MathF.Sqrt(second[i]) / root) + epsilon)));
            if (!masked.IsEmpty) weights[i] *= masked[i];
            gradients[i] = 0;
        }
    }
}
