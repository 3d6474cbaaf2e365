using System.Text;
using Sweeper.Actors.Wire;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.TrainerProcesses;

/// <summary>Answers what a trainer's process asks of the blobs: it has neither store nor key of its own.</summary>
internal static class BlobAnswers
{
    /// <summary>The answer to a question; null where the frame is none.</summary>
    /// <param name="blobs">Where they are.</param>
    /// <param name="asked">The question.</param>
    /// <exception cref="FrameException">It carries no digest.</exception>
    public static Frame? To(IBlobStore blobs, Frame asked)
    {
        try
        {
            return asked.Kind switch
            {
                FrameKind.Get => new(FrameKind.Blob, blobs.Get(DigestIn(asked))),
                FrameKind.Put => new(FrameKind.Stored, Encoding.UTF8.GetBytes(blobs.Put(asked.Payload).Hex)),
                FrameKind.Contains => new(FrameKind.IsThere, blobs.Contains(DigestIn(asked)) ? [1] : []),
                _ => null,
            };
        }
        // Whatever it is, the training must hear of it: it waits.
        catch (Exception failure) when (failure is not FrameException)
        {
            return new(FrameKind.Refused, WireValues.Write(BlobRefusal.Of(failure)));
        }
    }

    /// <summary>The digest that a frame carries.</summary>
    public static Digest DigestIn(Frame frame) => Digest.TryParse(frame.Text, out var digest) ? digest : throw new FrameException($"a frame {frame.Kind} carries no digest");
}
