using System.Collections.Concurrent;
using Sweeper.Actors.Wire;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.TrainerProcesses;

/// <summary>The blobs of the process that has started this one, which has and fetches them.</summary>
/// <param name="parent">Where questions go.</param>
internal sealed class PipedBlobStore(FrameWriter parent) : IBlobStore
{
    private readonly Lock _one = new();
    private readonly BlockingCollection<Frame> _answers = [];

    /// <inheritdoc/>
    public Digest Put(ReadOnlySpan<byte> bytes) => BlobAnswers.DigestIn(Ask(FrameKind.Put, bytes));

    /// <inheritdoc/>
    public byte[] Get(Digest digest) => Ask(FrameKind.Get, Words(digest)).Payload;

    /// <inheritdoc/>
    public bool Contains(Digest digest) => Ask(FrameKind.Contains, Words(digest)).Payload.Length > 0;

    /// <summary>An answer has come.</summary>
    public void Hear(Frame answer) => _answers.Add(answer);

    // Whoever waits here for a parent that is gone ends with this process.
    private Frame Ask(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        lock (_one)
        {
            parent.Write(kind, payload);
            var answer = _answers.Take();
            return answer.Kind == FrameKind.Refused ? throw WireValues.Read<BlobRefusal>(answer.Payload).ToException() : answer;
        }
    }

    private static byte[] Words(Digest digest) => System.Text.Encoding.UTF8.GetBytes(digest.Hex);
}
