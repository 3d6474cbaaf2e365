using System.Collections.Immutable;
using Sweeper.Training.Keys;

namespace Sweeper.Actors.Results;

/// <summary>All that a store knows of how a stage came to its result, or did not yet.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="CanonicalForm">What it is; null where it was never started.</param>
/// <param name="Attempts">Its attempts, the first opened first.</param>
/// <param name="Messages">What was decided about it, the oldest first.</param>
/// <param name="Result">Its result and the seconds that this took; null where there is none.</param>
public sealed record StageHistory(
    StageKey Stage, string? CanonicalForm, ImmutableArray<StoredAttempt> Attempts, ImmutableArray<StoredMessage> Messages, (StoredResult Value, double Seconds)? Result);
