using System.Collections.Immutable;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Specs;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Host.Tests.Support;

/// <summary>The small sweep after a few of its trainings, with everything that can happen to one.</summary>
internal static class LogStores
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Writes it: one training is done at its third attempt, one was set aside, one is in its first epoch.</summary>
    public static SweepPlan Write(string folder)
    {
        var plan = Plans.Of(Plans.Small);
        using var store = SweepStore.OpenForRun(folder, "test");
        store.Results.Commit(
        [
            new StoreWrite.PutSweep(Stores.Sweep("small", Plans.Small, "one", "two")),
            .. Troubled(Done(plan)),
            .. SetAside(Failed(plan)),
            Open(9, Running(plan), "cpu:1", 9), Epochs(9, new EpochRecord(1, 2, 1.25, 320, null, 3e-5, 10)),
        ]);
        return plan;
    }

    /// <summary>Adds the end of the training that runs.</summary>
    public static void Finish(string folder, SweepPlan plan)
    {
        using var store = SweepStore.OpenForRun(folder, "test");
        store.Results.Commit([Epochs(9, new EpochRecord(2, 2, 0.75, 320, null, 3e-5, 8)), Open(10, Running(plan), "cpu:1", 20), Close(10, Running(plan), 21, Completed(9100))]);
    }

    public static PlannedStage Done(SweepPlan plan) => Plans.Stage(plan, group => group is { Ticket: TicketKind.Winning, Round: 1, Source.Dataset.Base: "one" });

    public static PlannedStage Failed(SweepPlan plan) => Plans.Stage(plan, group => group is { Ticket: TicketKind.Random, Round: 2 }, seed: 1);

    public static PlannedStage Running(SweepPlan plan) => plan.Stages.First(stage => stage is { IsCellValue: false, Depth: 2, Spec.Seed: 1 });

    private static IEnumerable<StoreWrite> Troubled(PlannedStage stage) =>
    [
        Open(1, stage, "cpu:0", 1), Epochs(1, new EpochRecord(1, 2, 2.3026, 320, 40, 0.1, 1.4)),
        Close(1, stage, 2, new StageOutcome.Failed(FailureCause.Error, "the disk said \e[31mno")),
        new StoreWrite.AddMessage(stage.Key, Noon.AddMinutes(2), "to be tried again: 1 of 3 attempts have failed"),
        Open(2, stage, "cpu:1", 2), Close(2, stage, 3, new StageOutcome.Cancelled()),
        Open(3, stage, "cpu:0", 4), Epochs(3, new EpochRecord(1, 2, 2.3026, 320, 40, 0.1, 1.4), new EpochRecord(2, 2, 0.4123, 320, 300, 0.01, 0.012)),
        Close(3, stage, 5, Completed(8712)),
    ];

    private static IEnumerable<StoreWrite> SetAside(PlannedStage stage) =>
    [
        Open(4, stage, "cpu:0", 6), Close(4, stage, 7, new StageOutcome.Failed(FailureCause.NotANumber, "the loss became NaN at step 5 of 20")),
        new StoreWrite.AddMessage(stage.Key, Noon.AddMinutes(7), "set aside: its attempt failed"),
    ];

    private static StoreWrite Open(int attempt, PlannedStage stage, string trainer, int minute) =>
        new StoreWrite.OpenAttempt(new(attempt), stage.Key, stage.Spec.CanonicalForm, trainer, Noon.AddMinutes(minute));

    private static StoreWrite Close(int attempt, PlannedStage stage, int minute, StageOutcome outcome) =>
        new StoreWrite.CloseAttempt(new(attempt), stage.Key, outcome, Noon.AddMinutes(minute));

    private static StoreWrite Epochs(int attempt, params ImmutableArray<EpochRecord> epochs) => new StoreWrite.AddEpochs(new(attempt), epochs);

    private static StageOutcome Completed(int correct) => new StageOutcome.Completed(new StageResult
    {
        Correct = correct,
        Total = 10_000,
        EpochLosses = [2.3026, 0.4123],
        Masked = 0,
        Prunable = 266_200,
        Steps = 20,
        Seconds = 3.2,
        FinalState = Digest.Of([(byte)(correct % 251)]),
        Inputs = ImmutableDictionary<ArtifactKey, Digest>.Empty,
        Artifacts = [],
        Environment = new NumericEnvironment("cpu", "Test 1", "2.10", 1, 1),
    });
}
