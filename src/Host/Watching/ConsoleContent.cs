using Sweeper.Actors.Status;

namespace Sweeper.Host.Watching;

/// <summary>What there is to show at a moment.</summary>
/// <param name="Snapshot">The sweep; null before the first snapshot.</param>
/// <param name="Heatmap">The heatmap of the choice; null until it has come.</param>
/// <param name="Detail">The training that is looked at; null until it has come, or where there is none.</param>
/// <param name="SilentSeconds">Seconds since the run was heard last.</param>
/// <param name="Trouble">Why it is not heard; null where it is.</param>
internal sealed record ConsoleContent(SweepSnapshot? Snapshot, Heatmap? Heatmap = null, StageDetail? Detail = null, double SilentSeconds = 0, string? Trouble = null);
