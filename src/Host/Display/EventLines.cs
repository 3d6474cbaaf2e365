using System.Globalization;
using Sweeper.Actors.Coordination;
using Sweeper.Host.Output;

namespace Sweeper.Host.Display;

/// <summary>An event as a line of text; null where people need none.</summary>
internal static class EventLines
{
    /// <summary>The line, without its prefix.</summary>
    public static string? Of(SweepEvent change, StageNames names) => change switch
    {
        SweepEvent.Completed done => $"{names.Of(done.Stage)}  {Humans.Points(done.Result.Accuracy)}%  {Humans.Seconds(done.Seconds)}",
        SweepEvent.Retried retried => $"failed, attempt {retried.Attempt} of {retried.Attempts}: {names.Of(retried.Stage)}: {retried.Failure.Message}",
        SweepEvent.MovedOn moved => $"not for {moved.Trainer}, goes to another device: {names.Of(moved.Stage)}: {moved.Failure.Message}",
        SweepEvent.Rests rests => $"{rests.Trainer} gets no work for {rests.Time.TotalMinutes:0} min: one training after the other has failed on it",
        SweepEvent.NoDevice none => $"{Humans.Count(none.Stages, "training")} may start but for {none.Need.Text}, which no trainer has: start a node that does, or change `requires`",
        SweepEvent.SetAside aside => $"failed for good: {names.Of(aside.Stage)}: {aside.Trouble.Message}"
            + (aside.BlockedStages > 0 ? $" ({Humans.Count(aside.BlockedStages, "training")} cannot run without it)" : ""),
        SweepEvent.Rebuilding rebuilding => $"training again what was lost: {names.Of(rebuilding.Stage)}: {rebuilding.Why}",
        SweepEvent.SeedsAdded added => string.Create(CultureInfo.InvariantCulture,
            $"{added.Comparison}: {(added.HalfWidth is { } half ? $"±{half:0.00} points" : "no interval")} after {added.Seeds - 1} seeds: another ({Humans.Count(added.Opened.Count, "training")})"),
        SweepEvent.Paused => "paused: trainings end their epoch and hold",
        SweepEvent.Resumed => "resumed",
        SweepEvent.Revived revived => $"trying again: {Humans.Count(revived.Failed.Count, "training")} that failed for good",
        SweepEvent.Stopping stopping => $"stopping: {stopping.Why}",
        _ => null,
    };
}
