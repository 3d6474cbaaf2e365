using Sweeper.Actors.Results;
using Sweeper.Training.Keys;

namespace Sweeper.Actors.Coordination;

/// <summary>An attempt that was open when a coordinator began: its trainer may still be at it.</summary>
public sealed record HeldAttempt(AttemptId Attempt, StageKey Stage, TrainerId Trainer);
