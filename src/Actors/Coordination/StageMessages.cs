using Sweeper.Actors.Results;

namespace Sweeper.Actors.Coordination;

/// <summary>What readers of a training's log want to know beside its attempts.</summary>
internal static class StageMessages
{
    /// <summary>The message to store with an event; null where the stage's attempts say it already.</summary>
    public static StoreWrite.AddMessage? Of(SweepEvent change, DateTimeOffset now) => change switch
    {
        SweepEvent.Retried retried => new(retried.Stage.Key, now, $"to be tried again: {retried.Attempt} of {retried.Attempts} attempts have failed"),
        SweepEvent.MovedOn moved => new(moved.Stage.Key, now, $"to be tried on another device than {moved.Trainer}: {moved.Failure.Message}"),
        SweepEvent.SetAside { BlockedStages: 0 } aside => new(aside.Stage.Key, now, $"set aside: {Why(aside.Trouble)}"),
        SweepEvent.SetAside aside => new(aside.Stage.Key, now, $"set aside: {Why(aside.Trouble)}; {aside.BlockedStages:N0} trainings cannot run without it"),
        SweepEvent.Rebuilding rebuilding => new(rebuilding.Stage.Key, now, $"to be trained again: {rebuilding.Why}"),
        _ => null,
    };

    private static string Why(StageTrouble trouble) => trouble.Attempts == 1 ? "its attempt failed" : $"{trouble.Attempts:N0} attempts failed";
}
