using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Status;
using Sweeper.Training.Stages;

namespace Sweeper.Host.Tests.Display;

/// <summary>Events of a run that never was.</summary>
internal static class Events
{
    public static SweepEvent.Completed Completed(PlannedStage stage, double seconds = 2, int correct = 8731) =>
        new(stage, new StoredResult(correct, 10_000, 0, 1000), seconds, new TrainerId("cpu:0"));

    public static SweepEvent.SetAside SetAside(PlannedStage stage, int blocked = 0, string message = "it broke") =>
        new(stage, new StageTrouble(3, 0, FailureCause.Error, message), blocked);

    public static SweepEvent.Retried Retried(PlannedStage stage, string message = "it broke") =>
        new(stage, new StageOutcome.Failed(FailureCause.Error, message), 1, 3);

    public static SweepEvent Ended { get; } = new SweepEvent.Ended(new SweepEnding(EndingKind.Whole, null));

    public static SweepSnapshot Snapshot(SweepPlan plan, int done = 0, int running = 0, int failed = 0, double fraction = 0, double? secondsLeft = null) => new()
    {
        Number = 1,
        Sweep = "small",
        State = RunState.Running,
        Started = DateTimeOffset.UnixEpoch,
        At = DateTimeOffset.UnixEpoch,
        Trainings = new(plan.Stages.Length, done, 0, running, 0, 0, failed, 0),
        Cells = plan.Cells,
        CellsDone = 0,
        TrainingsAlone = plan.TrainingsIfEveryCellRanAlone,
        TrainingsPlanned = plan.Stages.Length,
        Fraction = fraction,
        TimeLeft = secondsLeft is { } seconds ? new(seconds, seconds, seconds) : null,
    };
}
