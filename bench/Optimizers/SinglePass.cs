using Sweeper.Training.Models;
using Sweeper.Training.Recipes;

namespace Sweeper.Bench.Optimizers;

/// <summary>Sweeper's own.</summary>
internal sealed class SinglePass : IMaskedUpdate
{
    private readonly Network _network;
    private readonly FlatOptimizer _optimizer;
    private readonly float[] _gradients;

    public SinglePass(OptimizerSpec spec, Architecture architecture)
    {
        _network = new Network(architecture);
        Values.Weights(architecture.FlatLength).CopyTo(_network.Weights.Values);
        _gradients = Values.Gradients(architecture.FlatLength);
        _optimizer = FlatOptimizer.For(spec, _network, Values.Mask(architecture.FlatLength));
    }

    public void FillGradients() => _gradients.CopyTo(_network.Gradients.Values);

    public void Step() => _optimizer.Step(1e-3);

    public void Dispose() => _network.Dispose();
}
