namespace Sweeper.Host.Runs;

/// <summary>How a training stands, for people.</summary>
internal enum TrainingState
{
    /// <summary>No attempt was made yet.</summary>
    NotStarted,

    /// <summary>A trainer has it.</summary>
    Running,

    /// <summary>An attempt is open, but its process has ended.</summary>
    Abandoned,

    /// <summary>Its attempts failed or were dropped; a run tries it again.</summary>
    Unfinished,

    /// <summary>It has a result.</summary>
    Done,

    /// <summary>It failed for good.</summary>
    SetAside,
}
