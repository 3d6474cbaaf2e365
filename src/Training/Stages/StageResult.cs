using System.Collections.Immutable;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Stages;

/// <summary>What a finished training found.</summary>
public sealed record StageResult
{
    /// <summary>Test images classified rightly at the end.</summary>
    public required int Correct { get; init; }

    /// <summary>Test images.</summary>
    public required int Total { get; init; }

    /// <summary>Mean training loss of each epoch (natural logarithm; a partial first epoch counts what it trained).</summary>
    public required ImmutableArray<double> EpochLosses { get; init; }

    /// <summary>Prunable weights that the mask holds at 0.</summary>
    public required long Masked { get; init; }

    /// <summary>Prunable weights.</summary>
    public required long Prunable { get; init; }

    /// <summary>Optimizer steps done.</summary>
    public required long Steps { get; init; }

    /// <summary>Wall time of the training, in seconds, evaluation included.</summary>
    public required double Seconds { get; init; }

    /// <summary>The digest of the final weights and batch-norm statistics: equal trainings end in equal digests.</summary>
    public required Digest FinalState { get; init; }

    /// <summary>What was trained from, by digest.</summary>
    public required ImmutableDictionary<ArtifactKey, Digest> Inputs { get; init; }

    /// <summary>What was left in the ticket store.</summary>
    public required ImmutableArray<StoredArtifact> Artifacts { get; init; }

    /// <summary>On what it was computed.</summary>
    public required NumericEnvironment Environment { get; init; }
}
