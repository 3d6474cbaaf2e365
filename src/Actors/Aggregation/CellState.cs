namespace Sweeper.Actors.Aggregation;

/// <summary>Why a cell has its value, or has none.</summary>
public enum CellState : byte
{
    /// <summary>It has its value.</summary>
    Done,

    /// <summary>Not trained yet.</summary>
    Missing,

    /// <summary>Its training gave a NaN.</summary>
    Nan,

    /// <summary>Its training failed too often.</summary>
    Failed,

    /// <summary>Its training ended with the process too often.</summary>
    Quarantined,

    /// <summary>A training that its ticket comes from has failed.</summary>
    Blocked,
}
