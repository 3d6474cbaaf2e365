namespace Sweeper.Actors.Results;

/// <summary>How a stored attempt stands.</summary>
public enum AttemptOutcome
{
    /// <summary>Not closed: it runs, or its process has ended without a word.</summary>
    Open,

    /// <summary>It brought a result.</summary>
    Completed,

    /// <summary>It failed, or the process ended during it.</summary>
    Failed,

    /// <summary>It was dropped; nothing is held against the stage.</summary>
    Cancelled,
}
