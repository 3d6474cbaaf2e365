using System.Runtime.InteropServices;
using Sweeper.Training.Datasets;
using static TorchSharp.torch;

namespace Sweeper.Bench.Trainings;

/// <summary>The loop that everybody writes first: modules, stock SGD, and the training set as one float tensor in memory.</summary>
internal sealed class BareLoop : IDisposable
{
    private readonly LeNetOnFashion _work;
    private readonly Tensor _images;
    private readonly Tensor _labels;
    private readonly nn.Module<Tensor, Tensor> _network;
    private readonly optim.Optimizer _optimizer;

    public BareLoop(LeNetOnFashion work)
    {
        _work = work;
        var train = work.Data.Train;
        var gatherer = new BatchGatherer(work.Data.Normalisation);
        var positions = Enumerable.Range(0, train.Count).ToArray();
        _images = empty(train.Count, train.Geometry.Length);
        _labels = empty(train.Count, dtype: ScalarType.Int64);
        gatherer.Images(train, positions, MemoryMarshal.Cast<byte, float>(_images.bytes));
        BatchGatherer.Labels(train, positions, MemoryMarshal.Cast<byte, long>(_labels.bytes));
        _network = nn.Sequential(
            nn.Linear(train.Geometry.Length, 300), nn.ReLU(), nn.Linear(300, 100), nn.ReLU(), nn.Linear(100, work.Data.Classes));
        _optimizer = optim.SGD(_network.parameters(), LeNetOnFashion.Optimizer.Lr, momentum: LeNetOnFashion.Optimizer.Momentum);
    }

    /// <summary>One pass over the training set.</summary>
    public void Epoch()
    {
        using var order = randperm(_work.Data.Train.Count);
        for (var step = 0; step < _work.StepsPerEpoch; step++)
        {
            using var scope = NewDisposeScope();
            var batch = order.narrow(0, step * LeNetOnFashion.BatchSize, _work.BatchOf(step));
            var (images, labels) = (_images.index_select(0, batch), _labels.index_select(0, batch));
            _optimizer.zero_grad();
            var loss = nn.functional.cross_entropy(_network.forward(images), labels);
            loss.backward();
            _optimizer.step();
        }
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _network.Dispose();
        _images.Dispose();
        _labels.Dispose();
    }
}
