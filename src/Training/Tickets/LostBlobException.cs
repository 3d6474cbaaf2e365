using Sweeper.Training.Keys;

namespace Sweeper.Training.Tickets;

/// <summary>A blob that is missing or damaged.</summary>
public sealed class LostBlobException(Digest digest, string message) : Exception(message)
{
    /// <summary>The blob that was asked for.</summary>
    public Digest Digest { get; } = digest;

    /// <summary>Whether somebody who may have it did not answer.</summary>
    public bool IsUnanswered { get; init; }
}
