using System.Collections.Immutable;
using Sweeper.Training.Recipes;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Specs;

/// <summary>What an override changes in an optimizer; null (or a default list) leaves a value as it is.</summary>
public sealed record OptimizerPatch
{
    /// <summary>The learning rate.</summary>
    public double? Lr { get; init; }

    /// <summary>SGD's momentum.</summary>
    public double? Momentum { get; init; }

    /// <summary>Whether SGD looks ahead along its momentum.</summary>
    public bool? Nesterov { get; init; }

    /// <summary>Weight decay.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>Whether biases and batch norm decay too.</summary>
    public bool? DecayBnAndBias { get; init; }

    /// <summary>How the rate falls; a cosine drops the milestones there were.</summary>
    public RateSchedule? Schedule { get; init; }

    /// <summary>When the rate is multiplied by gamma.</summary>
    public ImmutableArray<Duration> Milestones { get; init; }

    /// <summary>The factor at each milestone.</summary>
    public double? Gamma { get; init; }

    /// <summary>How long the rate rises linearly.</summary>
    public Duration? Warmup { get; init; }

    /// <summary>The optimizer with these changes.</summary>
    public OptimizerSpec Apply(OptimizerSpec optimizer) => optimizer with
    {
        Lr = Lr ?? optimizer.Lr,
        Momentum = Momentum ?? optimizer.Momentum,
        Nesterov = Nesterov ?? optimizer.Nesterov,
        WeightDecay = WeightDecay ?? optimizer.WeightDecay,
        DecayBnAndBias = DecayBnAndBias ?? optimizer.DecayBnAndBias,
        Schedule = Schedule ?? optimizer.Schedule,
        // A cosine falls by itself: what milestones there were are no part of it.
        Milestones = !Milestones.IsDefault ? Milestones : Schedule == RateSchedule.Cosine ? [] : optimizer.Milestones,
        Gamma = Gamma ?? optimizer.Gamma,
        Warmup = Warmup ?? optimizer.Warmup,
    };
}
