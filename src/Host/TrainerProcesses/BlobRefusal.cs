using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.TrainerProcesses;

/// <summary>Why something that a trainer's process asked of the blobs failed: the exception, which comes out there as it was here.</summary>
/// <param name="Kind">Which it is.</param>
/// <param name="Message">Its message.</param>
/// <param name="Digest">Of one that is lost: the blob.</param>
/// <param name="IsUnanswered">Of one that is lost: whether somebody who may have it did not answer.</param>
internal sealed record BlobRefusal(BlobRefusalKind Kind, string Message, Digest? Digest, bool IsUnanswered)
{
    /// <summary>What an exception becomes on the way.</summary>
    public static BlobRefusal Of(Exception failure) => failure switch
    {
        LostBlobException lost => new(BlobRefusalKind.Lost, lost.Message, lost.Digest, lost.IsUnanswered),
        NoSpaceException => new(BlobRefusalKind.NoSpace, failure.Message, null, false),
        _ => new(BlobRefusalKind.Other, $"{failure.GetType().Name}: {failure.Message}", null, false),
    };

    /// <summary>The exception.</summary>
    public Exception ToException() => (Kind, Digest) switch
    {
        (BlobRefusalKind.Lost, { } digest) => new LostBlobException(digest, Message) { IsUnanswered = IsUnanswered },
        (BlobRefusalKind.NoSpace, _) => new NoSpaceException(Message),
        _ => new IOException(Message),
    };
}
