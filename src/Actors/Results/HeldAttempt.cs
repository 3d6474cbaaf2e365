using Sweeper.Training.Keys;

namespace Sweeper.Actors.Results;

/// <summary>An attempt that is open: its trainer, on another machine maybe, may be at it.</summary>
public sealed record HeldAttempt(AttemptId Attempt, StageKey Stage, string Trainer);
