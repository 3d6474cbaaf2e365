namespace Sweeper.Host.Watching;

/// <summary>What a running sweep can be told to do.</summary>
internal enum ControlAction
{
    /// <summary>Trainings in flight end their epoch and hold; nothing new starts.</summary>
    Pause,

    /// <summary>Go on after a pause.</summary>
    Resume,

    /// <summary>Try what failed for good again.</summary>
    Retry,

    /// <summary>End; finished work is kept.</summary>
    Cancel,
}
