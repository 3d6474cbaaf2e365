using System.Collections.Immutable;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Results;

/// <summary>An attempt at a stage, as the store has it.</summary>
public sealed record StoredAttempt
{
    /// <summary>Its number in the store.</summary>
    public required AttemptId Id { get; init; }

    /// <summary>Who had it.</summary>
    public required string Trainer { get; init; }

    /// <summary>When it was handed out.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it ended; null while it is open.</summary>
    public required DateTimeOffset? ClosedAt { get; init; }

    /// <summary>How it stands.</summary>
    public required AttemptOutcome Outcome { get; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    public required FailureCause? Cause { get; init; }

    /// <summary>Why it failed, in words.</summary>
    public required string? Message { get; init; }

    /// <summary>Its curve so far, in order.</summary>
    public required ImmutableArray<EpochRecord> Epochs { get; init; }
}
