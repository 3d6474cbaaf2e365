using Sweeper.Actors.Planning;

namespace Sweeper.Actors.Coordination;

/// <summary>A stage in a trainer's hands.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Trainer">The trainer.</param>
/// <param name="Since">When it was granted.</param>
/// <param name="Expires">When it goes back if the trainer stays silent.</param>
/// <param name="Step">Optimizer steps done, by the last heartbeat.</param>
/// <param name="LastStep">Optimizer steps at the end; 0 until known.</param>
/// <param name="Heard">When the last heartbeat came.</param>
/// <param name="Quiet">For how long heartbeats have told of no new step.</param>
public sealed record Lease(PlannedStage Stage, TrainerId Trainer, DateTimeOffset Since, DateTimeOffset Expires, long Step, long LastStep, DateTimeOffset Heard, TimeSpan Quiet)
{
    /// <summary>Whether its trainer has ever told that it works at it.</summary>
    public bool HasBeenHeard => Heard > Since;
}
