using System.Collections.Immutable;

namespace Sweeper.Training.Recipes;

/// <summary>The learning rate of each optimizer step: linear warmup, times gamma at each milestone passed.</summary>
public sealed class LearningRateSchedule
{
    private readonly OptimizerSpec _optimizer;
    private readonly ImmutableArray<long> _milestones;
    private readonly long _warmup;

    /// <summary>The schedule of an optimizer where an epoch has so many steps.</summary>
    public LearningRateSchedule(OptimizerSpec optimizer, int stepsPerEpoch)
    {
        _optimizer = optimizer;
        _milestones = [.. optimizer.Milestones.Select(milestone => milestone.ToSteps(stepsPerEpoch))];
        _warmup = optimizer.Warmup.ToSteps(stepsPerEpoch);
    }

    /// <summary>The rate of a step, counted from 0.</summary>
    public double At(long step)
    {
        var rate = _optimizer.Lr;
        foreach (var milestone in _milestones)
        {
            if (step >= milestone) rate *= _optimizer.Gamma;
        }
        return step < _warmup ? rate * (step + 1) / _warmup : rate;
    }
}
