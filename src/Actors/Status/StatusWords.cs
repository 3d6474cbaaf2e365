using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;

namespace Sweeper.Actors.Status;

/// <summary>How people call what is in a snapshot.</summary>
/// <param name="Training">What a training is for, in a line.</param>
/// <param name="Chain">The name of a chain, by one of its stages.</param>
/// <param name="Line">An event in a line; null where people need none.</param>
public sealed record StatusWords(Func<PlannedStage, string> Training, Func<PlannedStage, string> Chain, Func<SweepEvent, string?> Line);
