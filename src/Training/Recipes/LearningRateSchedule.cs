using System.Collections.Immutable;

namespace Sweeper.Training.Recipes;

/// <summary>
/// The learning rate of each optimizer step: lr x warmup x fall. Warmup is (step + 1) / W below step W, then 1. The fall is gamma to the
/// number of milestones passed, or (1 + cos(pi (step - W) / (last - W))) / 2 after the warmup.
/// </summary>
public sealed class LearningRateSchedule
{
    private readonly OptimizerSpec _optimizer;
    private readonly ImmutableArray<long> _milestones;
    private readonly long _warmup;
    private readonly long _lastStep;

    /// <summary>The schedule of an optimizer where an epoch has so many steps, and the training so many in all.</summary>
    public LearningRateSchedule(OptimizerSpec optimizer, int stepsPerEpoch, long lastStep)
    {
        _optimizer = optimizer;
        _milestones = [.. optimizer.Milestones.Select(milestone => milestone.ToSteps(stepsPerEpoch))];
        _warmup = optimizer.Warmup.ToSteps(stepsPerEpoch);
        _lastStep = lastStep;
    }

    /// <summary>The rate of a step, counted from 0.</summary>
    public double At(long step)
    {
        if (step >= _warmup && _optimizer.Schedule == RateSchedule.Cosine)
            return _optimizer.Lr * (1 + Math.Cos(Math.PI * (step - _warmup) / Math.Max(1, _lastStep - _warmup))) / 2;
        var rate = _optimizer.Lr;
        foreach (var milestone in _milestones)
        {
            if (step >= milestone) rate *= _optimizer.Gamma;
        }
        return step < _warmup ? rate * (step + 1) / _warmup : rate;
    }
}
