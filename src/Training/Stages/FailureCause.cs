namespace Sweeper.Training.Stages;

/// <summary>Why an attempt failed; decides what happens next.</summary>
public enum FailureCause
{
    /// <summary>An exception in the training.</summary>
    Error,

    /// <summary>A loss that is not a finite number.</summary>
    NotANumber,

    /// <summary>An input blob is missing or damaged; the stage that made it must run again.</summary>
    LostInput,

    /// <summary>The dataset cannot be read.</summary>
    Data,

    /// <summary>The device has too little memory for it.</summary>
    OutOfMemory,

    /// <summary>There is no room on the disk.</summary>
    NoSpace,

    /// <summary>The process ended during the attempt.</summary>
    Crash,

    /// <summary>It made no more steps, though its trainer still answered.</summary>
    Stuck,
}
