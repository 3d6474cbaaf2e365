namespace Sweeper.Host.Launching;

/// <summary>How the keeping of a node ended.</summary>
internal enum NodeEnd
{
    /// <summary>It left by itself, as nodes do when the run has ended, or was ended.</summary>
    Left,

    /// <summary>It failed too often.</summary>
    GivenUp,
}
