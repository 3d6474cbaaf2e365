using System.Collections.Immutable;

namespace Sweeper.Actors.Status;

/// <summary>One training, for someone who wants to know all of it.</summary>
/// <param name="Stage">Its key.</param>
/// <param name="Training">What it is for, in a line.</param>
/// <param name="Facts">Its provenance and state, in the order in which they are read: recipe, ticket, attempts, device, environment.</param>
/// <param name="Curves">What was measured epoch by epoch.</param>
/// <param name="Lines">Its messages, oldest first.</param>
public sealed record StageDetail(
    string Stage, string Training, ImmutableArray<StageFact> Facts, ImmutableArray<StageCurve> Curves, ImmutableArray<StatusLine> Lines);
