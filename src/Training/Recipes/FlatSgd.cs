using System.Numerics;
using System.Runtime.CompilerServices;
using Sweeper.Training.Models;

namespace Sweeper.Training.Recipes;

/// <summary>
/// SGD with momentum: d = g + decay w; m = momentum m + d; w = (w - rate m) mask, as PyTorch's <c>SGD</c>; under Nesterov
/// w = (w - rate (d + momentum m)) mask.
/// </summary>
internal sealed class FlatSgd(OptimizerSpec spec, Network network, float[]? mask) : FlatOptimizer(spec, network, mask)
{
    /// <summary>The name of the velocity.</summary>
    public const string Momentum = "momentum";

    private readonly float[] _velocity = new float[network.Weights.Length];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, float[]> Moments() => new Dictionary<string, float[]> { [Momentum] = _velocity };

    private protected override void Restore(IReadOnlyDictionary<string, float[]> moments) => moments[Momentum].CopyTo(_velocity, 0);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Update(int start, int length, double decay, double rate)
    {
        float decayed = (float)decay, momentum = (float)Spec.Momentum, step = (float)rate;
        var nesterov = Spec.Nesterov;
        Vector<float> decays = new(decayed), momenta = new(momentum), steps = new(step);
        Span<float> weights = Network.Weights.Values.Slice(start, length), gradients = Network.Gradients.Values.Slice(start, length);
        var velocity = _velocity.AsSpan(start, length);
        var masked = Mask is null ? default : Mask.AsSpan(start, length);
        Span<Vector<float>> ws = Vectors(weights), gs = Vectors(gradients), vs = Vectors(velocity), masks = Vectors(masked);
        for (var i = 0; i < ws.Length; i++)
        {
            var w = ws[i];
            var d = gs[i] + (decays * w);
            var v = (momenta * vs[i]) + d;
            w -= steps * (nesterov ? d + (momenta * v) : v);
            if (!masks.IsEmpty) w *= masks[i];
            (ws[i], gs[i], vs[i]) = (w, Vector<float>.Zero, v);
        }
        for (var i = ws.Length * Vector<float>.Count; i < weights.Length; i++)
        {
            var d = gradients[i] + (decayed * weights[i]);
            velocity[i] = (momentum * velocity[i]) + d;
            weights[i] -= step * (nesterov ? d + (momentum * velocity[i]) : velocity[i]);
            if (!masked.IsEmpty) weights[i] *= masked[i];
            gradients[i] = 0;
        }
    }
}
