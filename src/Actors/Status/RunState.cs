namespace Sweeper.Actors.Status;

/// <summary>What a run is doing as a whole.</summary>
public enum RunState
{
    /// <summary>It hands out trainings.</summary>
    Running,

    /// <summary>Trainings in flight end their epoch and hold; nothing new starts.</summary>
    Paused,

    /// <summary>It hands out no more and ends soon.</summary>
    Stopping,

    /// <summary>Nothing runs any more.</summary>
    Ended,
}
