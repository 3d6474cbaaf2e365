namespace Sweeper.Actors.Coordination;

/// <summary>What a running sweep can be told to do beside ending.</summary>
public enum RunControl
{
    /// <summary>Trainings in flight end their epoch and hold; nothing new starts.</summary>
    Pause,

    /// <summary>Go on after a pause.</summary>
    Resume,

    /// <summary>Try what failed for good again.</summary>
    Retry,
}
