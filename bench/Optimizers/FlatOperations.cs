using Sweeper.Training.Models;
using Sweeper.Training.Recipes;
using static TorchSharp.torch;

namespace Sweeper.Bench.Optimizers;

/// <summary>The whole network in one flat tensor, updated by torch's operations: few calls, but a pass over memory each.</summary>
internal sealed class FlatOperations(OptimizerSpec spec, Architecture architecture) : IMaskedUpdate
{
    private readonly Tensor _weights = tensor(Values.Weights(architecture.FlatLength));
    private readonly Tensor _source = tensor(Values.Gradients(architecture.FlatLength));
    private readonly Tensor _mask = tensor(Values.Mask(architecture.FlatLength));
    private readonly Tensor _gradients = zeros(architecture.FlatLength);
    private readonly Tensor _first = zeros(architecture.FlatLength);
    private readonly Tensor _second = zeros(architecture.FlatLength);
    private int _steps;

    public void FillGradients() => _gradients.copy_(_source);

    public void Step()
    {
        using var scope = NewDisposeScope();
        _gradients.add_(_weights, alpha: spec.WeightDecay);
        if (spec.Kind == OptimizerKind.Sgd) Sgd();
        else Adam();
        _weights.mul_(_mask);
        _gradients.zero_();
    }

    private void Sgd()
    {
        _first.mul_(spec.Momentum).add_(_gradients);
        _weights.add_(_first, alpha: -spec.Lr);
    }

    private void Adam()
    {
        _steps++;
        var root = Math.Sqrt(1 - Math.Pow(spec.Beta2, _steps));
        _first.lerp_(_gradients, 1 - spec.Beta1);
        _second.mul_(spec.Beta2).addcmul_(_gradients, _gradients, 1 - spec.Beta2);
        var denominator = _second.sqrt().div_(root).add_(spec.Epsilon);
        _weights.addcdiv_(_first, denominator, -spec.Lr / (1 - Math.Pow(spec.Beta1, _steps)));
    }

    public void Dispose()
    {
        foreach (var tensor in (ReadOnlySpan<Tensor>)[_weights, _source, _mask, _gradients, _first, _second]) tensor.Dispose();
    }
}
