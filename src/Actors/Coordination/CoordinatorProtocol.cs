using System.Collections.Immutable;
using Sweeper.Actors.Results;
using Sweeper.Actors.Scheduling;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Coordination;

/// <summary>What trainers say to the coordinator.</summary>
public static class CoordinatorProtocol
{
    /// <summary>A message of a trainer.</summary>
    public interface ICommand : IWireMessage
    {
        /// <summary>Who says it.</summary>
        TrainerId Trainer { get; }
    }

    /// <summary>A trainer has nothing to do.</summary>
    /// <param name="Trainer">Who.</param>
    /// <param name="Offer">What it has to train with.</param>
    /// <param name="Last">The attempt that it has ended last; null since its process began.</param>
    public sealed record RequestWork(TrainerId Trainer, DeviceOffer Offer, AttemptId? Last = null) : ICommand;

    /// <summary>A trainer is at work on an attempt; it keeps the lease.</summary>
    public sealed record Heartbeat(TrainerId Trainer, AttemptId Attempt, long Step, long LastStep, bool IsHeld = false) : ICommand;

    /// <summary>Epochs of an attempt have ended since the last heartbeat; lost, they are missed by nobody but readers of logs.</summary>
    public sealed record EpochsEnded(TrainerId Trainer, AttemptId Attempt, ImmutableArray<EpochRecord> Epochs) : ICommand;

    /// <summary>An attempt has ended. Said again until it is noted; said twice, it counts once.</summary>
    public sealed record StageEnded(TrainerId Trainer, AttemptId Attempt, StageKey Stage, StageOutcome Outcome) : ICommand;

    /// <summary>A trainer is gone; what it held goes back.</summary>
    public sealed record TrainerLost(TrainerId Trainer) : ICommand;
}
