using Sweeper.Training.Models;
using static TorchSharp.torch;

namespace Sweeper.Bench.Trainings;

/// <summary>The part of a training that no sweeper can save: forward, loss and backward on a batch that is there already.</summary>
internal sealed class PassesAlone : IDisposable
{
    private readonly LeNetOnFashion _work;
    private readonly Network _network;
    private readonly Tensor _images;
    private readonly Tensor _labels;

    public PassesAlone(LeNetOnFashion work)
    {
        _work = work;
        _network = new Network(work.Build());
        var shape = work.Data.Train.Geometry;
        using var weights = _network.Weights.Tensor.normal_(0, 0.05).alias();
        _images = randn(LeNetOnFashion.BatchSize, shape.Channels, shape.Height, shape.Width);
        _labels = randint(work.Data.Classes, LeNetOnFashion.BatchSize, dtype: ScalarType.Int64);
    }

    /// <summary>As many passes as an epoch has steps.</summary>
    public void Epoch()
    {
        for (var step = 0; step < _work.StepsPerEpoch; step++)
        {
            using var scope = NewDisposeScope();
            var count = _work.BatchOf(step);
            var loss = nn.functional.cross_entropy(_network.Forward(_images.narrow(0, 0, count), training: true), _labels.narrow(0, 0, count));
            loss.backward();
        }
    }

    public void Dispose()
    {
        _network.Dispose();
        _images.Dispose();
        _labels.Dispose();
    }
}
