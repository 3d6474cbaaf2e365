using Sweeper.Training.Devices;
using Sweeper.Training.Models;
using Sweeper.Training.Recipes;
using static TorchSharp.torch;

namespace Sweeper.Bench.Gpu;

/// <summary>Training steps on one batch that lies on the GPU.</summary>
internal sealed class GpuSteps : IDisposable
{
    private readonly Network _network;
    private readonly FlatOptimizer _optimizer;
    private readonly Tensor _images;
    private readonly Tensor _labels;

    public GpuSteps(Architecture architecture, int batch, bool channelsLast)
    {
        _network = new Network(architecture, new ComputeDevice(DeviceKind.Cuda, 0));
        foreach (var slot in architecture.Parameters) InitialWeights.Fill(slot, architecture.Init, 0, "init/", _network.Values(slot));
        _network.Upload();
        _optimizer = FlatOptimizer.For(new OptimizerSpec(OptimizerKind.Sgd, 0.01) { Momentum = 0.9, WeightDecay = 1e-4 }, _network, null);
        using var scope = NewDisposeScope();
        var shape = architecture.Input;
        var images = randn(batch, shape.Channels, shape.Height, shape.Width).cuda();
        if (channelsLast) images = images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        _images = images.DetachFromDisposeScope();
        _labels = randint(architecture.Classes, batch, dtype: ScalarType.Int64).cuda().DetachFromDisposeScope();
    }

    /// <summary>So many steps, and waits for them.</summary>
    public void Run(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            nn.functional.cross_entropy(_network.Forward(_images, training: true), _labels).backward();
            _optimizer.Step(0.01);
        }
        cuda.synchronize();
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _network.Dispose();
        _images.Dispose();
        _labels.Dispose();
    }
}
