namespace Sweeper.Actors.Coordination;

/// <summary>How a run ended.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Why">For <see cref="EndingKind.Stopped"/>, <see cref="EndingKind.Broken"/>, <see cref="EndingKind.NoSpace"/> and <see cref="EndingKind.HandedOver"/>: the reason, with the remedy.</param>
public sealed record SweepEnding(EndingKind Kind, string? Why)
{
    /// <summary>Trainers that still hang in a training that was given up: the process must not wait for them.</summary>
    public int HungTrainers { get; init; }
}
