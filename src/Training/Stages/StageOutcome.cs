namespace Sweeper.Training.Stages;

/// <summary>How an attempt at a stage ended. A value, not an exception: it crosses threads and nodes.</summary>
public abstract record StageOutcome
{
    /// <summary>It finished.</summary>
    public sealed record Completed(StageResult Result) : StageOutcome;

    /// <summary>It failed; the message names what and, where there is one, the remedy.</summary>
    public sealed record Failed(FailureCause Cause, string Message) : StageOutcome
    {
        /// <summary>Under <see cref="FailureCause.LostInput"/>: the blob that is missing or damaged.</summary>
        public Keys.Digest? Lost { get; init; }
    }

    /// <summary>It was told to stop; nothing is held against the stage.</summary>
    /// <param name="Why">Why, where nobody asked for it.</param>
    public sealed record Cancelled(string? Why = null) : StageOutcome;
}
