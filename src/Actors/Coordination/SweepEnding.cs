namespace Sweeper.Actors.Coordination;

/// <summary>How a run ended.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Why">For <see cref="EndingKind.Stopped"/>, <see cref="EndingKind.Broken"/> and <see cref="EndingKind.NoSpace"/>: the reason, with the remedy.</param>
public sealed record SweepEnding(EndingKind Kind, string? Why);
