namespace Sweeper.Actors.Status;

/// <summary>Trainings asked for, by what has become of them.</summary>
/// <param name="Asked">All of them; with adaptive seeds they become more.</param>
/// <param name="Done">Those that need not run any more.</param>
/// <param name="Reused">Of these, those that were done when the run began.</param>
/// <param name="Running">In trainers' hands.</param>
/// <param name="Ready">A trainer could take them now.</param>
/// <param name="Waiting">Their ticket is not there yet.</param>
/// <param name="Failed">Failed for good.</param>
/// <param name="Blocked">They need one that failed for good.</param>
public sealed record TrainingCounts(int Asked, int Done, int Reused, int Running, int Ready, int Waiting, int Failed, int Blocked);
