namespace Sweeper.Actors.Coordination;

/// <summary>Where a stage of a running sweep stands.</summary>
public enum StageState
{
    /// <summary>Stored, or needed by nothing that is missing.</summary>
    Done,

    /// <summary>Its ticket is not there yet.</summary>
    Waiting,

    /// <summary>A trainer may take it.</summary>
    Ready,

    /// <summary>A trainer has it.</summary>
    Running,

    /// <summary>It has failed too often.</summary>
    SetAside,

    /// <summary>It needs a stage that was set aside.</summary>
    Blocked,

    /// <summary>It is of a seed that no comparison asks for yet, and perhaps never will.</summary>
    NotAsked,
}
