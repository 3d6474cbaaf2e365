using System.Collections.Immutable;

namespace Sweeper.Training.Stages;

/// <summary>Averages step losses over epochs.</summary>
internal sealed class EpochLosses
{
    private readonly List<double> _means = [];
    private double _sum;
    private int _steps;

    /// <summary>Epochs so far that are over.</summary>
    public int Ended => _means.Count;

    /// <summary>The mean of each epoch so far, a last partial one included.</summary>
    public ImmutableArray<double> Means => _steps == 0 ? [.. _means] : [.. _means, _sum / _steps];

    /// <summary>The mean of one epoch: of one that has ended, or of the partial one after those.</summary>
    public double this[int epoch] => epoch < _means.Count ? _means[epoch] : _sum / _steps;

    public void Add(double loss, bool endsEpoch)
    {
        _sum += loss;
        _steps++;
        if (!endsEpoch) return;
        _means.Add(_sum / _steps);
        (_sum, _steps) = (0, 0);
    }
}
