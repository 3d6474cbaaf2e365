namespace Sweeper.Actors.Coordination;

/// <summary>The ways in which a run ends.</summary>
public enum EndingKind
{
    /// <summary>Every cell has its value.</summary>
    Whole,

    /// <summary>All that can run has run; some cells failed.</summary>
    WithFailures,

    /// <summary>The sweep stopped by its own rules: the first stages all failed alike, a NaN under <c>nan: stop</c>.</summary>
    Stopped,

    /// <summary>There is no room on the disk.</summary>
    NoSpace,

    /// <summary>It broke: the result store could not be written, or the coordinator failed.</summary>
    Broken,

    /// <summary>The user interrupted it.</summary>
    Interrupted,

    /// <summary>It goes on under the coordinator that comes next, or has come already; trainers of other processes keep what they hold.</summary>
    HandedOver,
}
