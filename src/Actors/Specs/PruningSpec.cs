using System.Collections.Immutable;
using Sweeper.Training.Pruning;
using Sweeper.Training.Tickets;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Specs;

/// <summary>The <c>pruning</c> part of a sweep. Scope, criterion, fraction and rewind are axes: each combination is a pruning of its own.</summary>
public sealed record PruningSpec
{
    /// <summary>How often a network is pruned, at least 1.</summary>
    public required int Rounds { get; init; }

    /// <summary>Over which weights magnitudes are ranked.</summary>
    public ImmutableArray<PruningScope> Scopes { get; init; } = [PruningScope.Global];

    /// <summary>What ranks them.</summary>
    public ImmutableArray<PruningCriterion> Criteria { get; init; } = [PruningCriterion.Magnitude];

    /// <summary>Fractions of the remaining weights that a round prunes, each in (0, 1).</summary>
    public ImmutableArray<decimal> Fractions { get; init; } = [0.2m];

    /// <summary>To which moment of round 0 weights are rewound.</summary>
    public ImmutableArray<Duration> Rewinds { get; init; } = [Duration.Epochs(1)];

    /// <summary>Which tensors pruning may touch.</summary>
    public PrunedTensors Tensors { get; init; } = PrunedTensors.Default;

    /// <summary>When a ticket's last layer is drawn anew.</summary>
    public HeadPolicy HeadPolicy { get; init; }

    /// <summary>Which mask a last layer that is drawn anew gets.</summary>
    public HeadMask HeadMask { get; init; }

    /// <summary>Whether a ticket's batch norm starts anew instead of as it was at the rewind point.</summary>
    public bool ResetNorm { get; init; }

    /// <summary>With which moments the optimizer of a rewound training starts.</summary>
    public OptimizerStart OptimizerState { get; init; }

    /// <summary>Where the learning-rate schedule of a rewound training starts.</summary>
    public ScheduleAfterReset ScheduleAfterReset { get; init; }
}
