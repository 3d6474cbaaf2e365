using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Support;

/// <summary>Effects as short lines, so that tests can list them: stages by number (<c>s3</c>), attempts as <c>#1</c>.</summary>
internal static class EffectText
{
    public static string Of(SweepPlan plan, Effect effect) => effect switch
    {
        Effect.Write { Change: StoreWrite.OpenAttempt open } => $"write: open {open.Attempt} of {Name(plan, open.Stage)} by {open.Trainer}",
        Effect.Write { Change: StoreWrite.CloseAttempt close } => $"write: close {close.Attempt} of {Name(plan, close.Stage)}, {Of(close.Outcome)}",
        Effect.Write { Change: StoreWrite.Retry { Stage: { } stage } } => $"write: retry {Name(plan, stage)}",
        Effect.Write { Change: StoreWrite.Pause pause } => $"write: {pause.Sweep} is paused",
        Effect.Write { Change: StoreWrite.Resume resume } => $"write: {resume.Sweep} goes on",
        Effect.Write { Change: StoreWrite.ForgetArtifact forget } => $"write: forget {Name(plan, forget.Artifact)}",
        Effect.Record { Change: StoreWrite.AddEpochs add } => $"record: {add.Epochs.Length} epochs of {add.Attempt}",
        Effect.Tell { Message: TrainerProtocol.DropAttempt drop } tell => $"tell {tell.Trainer}: drop {drop.Attempt}",
        Effect.Tell { Message: TrainerProtocol.WorkGranted granted } tell => $"tell {tell.Trainer}: {granted.Attempt} is {Name(plan, granted.Order.Key)}",
        Effect.Show show => $"show: {Of(show.Event)}",
        Effect.Announce announce => $"announce: {Of(announce.Event)}",
        _ => throw new InvalidOperationException(effect.ToString()),
    };

    private static string Of(StageOutcome outcome) => outcome is StageOutcome.Failed failed ? $"failed ({failed.Cause})" : outcome.GetType().Name.ToLowerInvariant();

    private static string Of(SweepEvent change) => change switch
    {
        SweepEvent.Started started => $"s{started.Stage.Number} started on {started.Trainer}",
        SweepEvent.Completed completed => $"s{completed.Stage.Number} completed on {completed.Trainer}, {completed.Result.Correct} of {completed.Result.Total}",
        SweepEvent.Retried retried => $"s{retried.Stage.Number} failed, attempt {retried.Attempt} of {retried.Attempts}",
        SweepEvent.SetAside aside => $"s{aside.Stage.Number} set aside after {aside.Trouble.Attempts} ({aside.Trouble.Cause}), {aside.BlockedStages} blocked",
        SweepEvent.MovedOn moved => $"s{moved.Stage.Number} not for {moved.Trainer} ({moved.Failure.Cause})",
        SweepEvent.Rests rests => $"{rests.Trainer} rests for {rests.Time.TotalMinutes:0} min",
        SweepEvent.NoDevice none => $"{none.Stages} need {none.Need.Text}",
        SweepEvent.Rebuilding rebuilding => $"s{rebuilding.Stage.Number} again: {rebuilding.Why}",
        SweepEvent.SeedsAdded added => $"{added.Comparison} has {added.Seeds} seeds, opened {string.Join(' ', added.Opened.Select(stage => $"s{stage.Number}"))}",
        SweepEvent.Paused => "paused",
        SweepEvent.Resumed => "resumed",
        SweepEvent.Revived revived => $"revived {string.Join(' ', revived.Failed.Select(stage => $"s{stage.Number}"))}, opened {string.Join(' ', revived.Opened.Select(stage => $"s{stage.Number}"))}",
        SweepEvent.EpochsEnded epochs => $"s{epochs.Stage.Number} epoch {epochs.Epochs[^1].Epoch} on {epochs.Trainer}",
        SweepEvent.Stopping stopping => $"stopping: {stopping.Why}",
        SweepEvent.Ended ended => $"ended: {ended.Ending.Kind}",
        _ => throw new InvalidOperationException(change.ToString()),
    };

    private static string Name(SweepPlan plan, StageKey key) => $"s{plan.ByKey[key].Number}";

    private static string Name(SweepPlan plan, ArtifactKey key)
    {
        var stage = plan.Stages.Single(stage => stage.Makes(key));
        return $"the {(stage.Outputs.Masks.Any(mask => mask.Key == key) ? "mask" : "weights")} of s{stage.Number}";
    }
}
