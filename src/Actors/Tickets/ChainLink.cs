using Sweeper.Actors.Planning;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tickets;

/// <summary>One of the trainings that a ticket comes from.</summary>
/// <param name="Round">The pruning round of the training.</param>
/// <param name="Stage">The training.</param>
/// <param name="Result">What it found; null where the store has no result of it.</param>
public sealed record ChainLink(int Round, PlannedStage Stage, StageResult? Result);
