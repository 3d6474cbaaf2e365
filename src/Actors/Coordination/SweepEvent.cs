using System.Collections.Immutable;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Specs;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Coordination;

/// <summary>A change of a sweep that people and aggregators want to know of.</summary>
public abstract record SweepEvent
{
    /// <summary>A training began.</summary>
    public sealed record Started(PlannedStage Stage, TrainerId Trainer) : SweepEvent;

    /// <summary>Epochs of a training have ended.</summary>
    public sealed record EpochsEnded(PlannedStage Stage, TrainerId Trainer, ImmutableArray<EpochRecord> Epochs) : SweepEvent;

    /// <summary>A training finished; its result is stored.</summary>
    public sealed record Completed(PlannedStage Stage, StoredResult Result, double Seconds, TrainerId Trainer) : SweepEvent
    {
        /// <summary>What it has left, wherever its blobs are.</summary>
        public ImmutableArray<StoredArtifact> Artifacts { get; init; } = [];
    }

    /// <summary>An attempt failed and the stage will be tried again.</summary>
    public sealed record Retried(PlannedStage Stage, StageOutcome.Failed Failure, int Attempt, int Attempts) : SweepEvent;

    /// <summary>A device cannot do a training that another may do: nothing is held against it, and it goes there.</summary>
    public sealed record MovedOn(PlannedStage Stage, TrainerId Trainer, StageOutcome.Failed Failure) : SweepEvent;

    /// <summary>One training after the other has failed on a trainer: it gets no work for some time.</summary>
    public sealed record Rests(TrainerId Trainer, TimeSpan Time) : SweepEvent;

    /// <summary>Trainings wait for a device that no trainer has.</summary>
    /// <param name="Need">What they need.</param>
    /// <param name="Stages">How many may start but for that.</param>
    public sealed record NoDevice(DeviceNeed Need, int Stages) : SweepEvent;

    /// <summary>A stage has failed for good; the stages that need it cannot run.</summary>
    public sealed record SetAside(PlannedStage Stage, StageTrouble Trouble, int BlockedStages) : SweepEvent;

    /// <summary>An input was lost or damaged: the stage that made it runs again.</summary>
    public sealed record Rebuilding(PlannedStage Stage, string Why) : SweepEvent;

    /// <summary>A comparison's interval is too wide: it gets further seeds.</summary>
    /// <param name="Comparison">Its name.</param>
    /// <param name="Seeds">How many seeds it has now.</param>
    /// <param name="HalfWidth">Half the width of its interval before, in points; null where it had none.</param>
    /// <param name="Opened">The stages that this adds to those to be trained.</param>
    public sealed record SeedsAdded(string Comparison, int Seeds, double? HalfWidth, IReadOnlyList<PlannedStage> Opened) : SweepEvent;

    /// <summary>Trainings end their epoch and hold; nothing new starts.</summary>
    public sealed record Paused : SweepEvent;

    /// <summary>The run goes on after a pause.</summary>
    public sealed record Resumed : SweepEvent;

    /// <summary>Stages that failed for good will be tried again.</summary>
    /// <param name="Failed">Those stages.</param>
    /// <param name="Opened">They, and those that nothing else blocks; without those of them that others block.</param>
    public sealed record Revived(IReadOnlyList<PlannedStage> Failed, IReadOnlyList<PlannedStage> Opened) : SweepEvent;

    /// <summary>No new work is handed out from now on.</summary>
    public sealed record Stopping(string Why) : SweepEvent;

    /// <summary>Nothing runs any more.</summary>
    public sealed record Ended(SweepEnding Ending) : SweepEvent;
}
