using System.Collections.Immutable;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Results;

/// <summary>One change to the result store. Each is idempotent: written twice, it is there once.</summary>
public abstract record StoreWrite
{
    /// <summary>Makes this the spec of its name; older ones stay.</summary>
    public sealed record PutSweep(StoredSweep Sweep) : StoreWrite;

    /// <summary>An attempt begins; durable before the training does.</summary>
    /// <param name="CanonicalForm">The stage's canonical form, kept once a stage for provenance.</param>
    public sealed record OpenAttempt(AttemptId Attempt, StageKey Stage, string CanonicalForm, string Trainer, DateTimeOffset At) : StoreWrite;

    /// <summary>An attempt ends. A completed one brings the result and its artifacts; the first result of a stage stays the one that counts.</summary>
    public sealed record CloseAttempt(AttemptId Attempt, StageKey Stage, StageOutcome Outcome, DateTimeOffset At) : StoreWrite;

    /// <summary>Epochs of an open attempt have ended.</summary>
    public sealed record AddEpochs(AttemptId Attempt, ImmutableArray<EpochRecord> Epochs) : StoreWrite;

    /// <summary>Something was decided about a stage that its attempts do not say.</summary>
    public sealed record AddMessage(StageKey Stage, DateTimeOffset At, string Text) : StoreWrite;

    /// <summary>An artifact's blob was found lost: the row goes, so that its stage runs again.</summary>
    public sealed record ForgetArtifact(ArtifactKey Artifact, Digest Digest) : StoreWrite;

    /// <summary>The user pauses a sweep; it stays so until it is resumed, whoever coordinates it.</summary>
    public sealed record Pause(string Sweep, DateTimeOffset At) : StoreWrite;

    /// <summary>The user resumes a sweep, or has ended it.</summary>
    public sealed record Resume(string Sweep) : StoreWrite;

    /// <summary>The user asks for failed stages to be tried again; null is all of them.</summary>
    public sealed record Retry(StageKey? Stage, DateTimeOffset At) : StoreWrite;
}
