using Sweeper.Training.Time;

namespace Sweeper.Actors.Specs;

/// <summary>What an override changes in the pruning of chains; null leaves a value as it is.</summary>
public sealed record PruningPatch
{
    /// <summary>To which moment of round 0 weights are rewound; it replaces the whole axis.</summary>
    public Duration? Rewind { get; init; }
}
