using Sweeper.Training.Models;
using Sweeper.Training.Recipes;
using static TorchSharp.torch;

namespace Sweeper.Bench.Optimizers;

/// <summary>A tensor a parameter, <c>torch.optim</c>, and a multiplication by the mask after each step.</summary>
internal sealed class StockOptimizer : IMaskedUpdate
{
    private readonly List<TorchSharp.Modules.Parameter> _parameters = [];
    private readonly List<Tensor> _gradients = [];
    private readonly List<Tensor> _masks = [];
    private readonly optim.Optimizer _optimizer;

    public StockOptimizer(OptimizerSpec spec, Architecture architecture)
    {
        foreach (var slot in architecture.Parameters)
        {
            long[] shape = [.. slot.Shape];
            var parameter = new TorchSharp.Modules.Parameter(tensor(Values.Weights(slot.Length)).view(shape));
            parameter.grad = zeros(shape);
            _parameters.Add(parameter);
            _gradients.Add(tensor(Values.Gradients(slot.Length)).view(shape));
            _masks.Add(tensor(Values.Mask(slot.Length)).view(shape));
        }
        _optimizer = spec.Kind == OptimizerKind.Sgd
            ? optim.SGD(_parameters, spec.Lr, momentum: spec.Momentum, weight_decay: spec.WeightDecay)
            : optim.Adam(_parameters, spec.Lr, spec.Beta1, spec.Beta2, spec.Epsilon, spec.WeightDecay);
    }

    public void FillGradients()
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < _parameters.Count; i++) _parameters[i].grad!.copy_(_gradients[i]);
    }

    public void Step()
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        _optimizer.step();
        for (var i = 0; i < _parameters.Count; i++)
        {
            _parameters[i].mul_(_masks[i]);
            _parameters[i].grad!.zero_();
        }
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        foreach (var tensor in _gradients.Concat(_masks).Concat(_parameters)) tensor.Dispose();
    }
}
