using Sweeper.Training.Datasets;
using Sweeper.Training.Draws;
using Sweeper.Training.Models;
using Sweeper.Training.Recipes;

namespace Sweeper.Bench.Trainings;

/// <summary>What a step of Sweeper does besides the passes, each an epoch long and by itself.</summary>
internal sealed class StepParts(LeNetOnFashion work) : IDisposable
{
    private readonly Network _network = new(work.Build());
    private readonly BatchGatherer _gatherer = new(work.Data.Normalisation);
    private readonly float[] _images = new float[LeNetOnFashion.BatchSize * work.Data.Train.Geometry.Length];
    private readonly int[] _order = new Draw(0, "order/0").Permutation(work.Data.Train.Count);
    private FlatOptimizer? _optimizer;

    /// <summary>The batches of an epoch, in a shuffled order.</summary>
    public void Gathers()
    {
        for (var step = 0; step < work.StepsPerEpoch; step++)
        {
            var positions = _order.AsSpan(step * LeNetOnFashion.BatchSize, work.BatchOf(step));
            _gatherer.Images(work.Data.Train, positions, _images.AsSpan(0, positions.Length * work.Data.Train.Geometry.Length));
        }
    }

    /// <summary>The updates of an epoch, dense; from 0, so that no moment gets too small to be normal.</summary>
    public void Updates()
    {
        _optimizer ??= FlatOptimizer.For(LeNetOnFashion.Optimizer, _network, mask: null);
        for (var step = 0; step < work.StepsPerEpoch; step++) _optimizer.Step(LeNetOnFashion.Optimizer.Lr);
    }

    public void Dispose() => _network.Dispose();
}
