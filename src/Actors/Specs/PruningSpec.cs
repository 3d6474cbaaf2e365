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

    /// <summary>Whether the last linear layer is pruned too.</summary>
    public bool PruneClassifier { get; init; }

    /// <summary>When a ticket's last layer is drawn anew.</summary>
    public HeadPolicy HeadPolicy { get; init; }

    /// <summary>Where the learning-rate schedule of a rewound training starts.</summary>
    public ScheduleAfterReset ScheduleAfterReset { get; init; }
}
