using System.Buffers.Binary;
using System.Text;

namespace Sweeper.Host.TrainerProcesses;

/// <summary>One message between a process and a trainer's process: a byte for its kind, four for the length (the lowest first), then so many bytes.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Payload">What it carries.</param>
internal readonly record struct Frame(FrameKind Kind, byte[] Payload)
{
    /// <summary>Bytes before what it carries.</summary>
    public const int HeadBytes = 5;

    /// <summary>Bytes of a frame that carries no blob, at most.</summary>
    public const int MostBytes = 16 << 20;

    // So much is taken before it has come; what a broken length claims is not.
    private const int FirstBytes = 1 << 20;

    /// <summary>What it carries, as text.</summary>
    public string Text => Encoding.UTF8.GetString(Payload);

    /// <summary>What a frame of a kind carries at most.</summary>
    public static int MostOf(FrameKind kind) => kind is FrameKind.Blob or FrameKind.Put ? Array.MaxLength : MostBytes;

    /// <summary>Reads one; null where the stream ends before it.</summary>
    /// <exception cref="FrameException">These bytes are no frame, or it is cut off.</exception>
    public static Frame? Read(Stream stream)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        var got = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        if (got == 0) return null;
        if (got < HeadBytes) throw new FrameException("a frame ends in its head");
        var kind = (FrameKind)head[0];
        if (!Enum.IsDefined(kind)) throw new FrameException($"there is no frame of kind {head[0]}");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(head[1..]);
        return length <= MostOf(kind) ? new(kind, ReadPayload(stream, (int)length)) : throw new FrameException($"a frame {kind} of {length:N0} bytes is too long");
    }

    /// <summary>Writes one, and flushes.</summary>
    /// <exception cref="FrameException">It would be too long; nothing was written.</exception>
    public static void Write(Stream stream, FrameKind kind, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > MostOf(kind)) throw new FrameException($"a frame {kind} of {payload.Length:N0} bytes is too long");
        Span<byte> head = stackalloc byte[HeadBytes];
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], payload.Length);
        stream.Write(head);
        if (!payload.IsEmpty) stream.Write(payload);
        stream.Flush();
    }

    private static byte[] ReadPayload(Stream stream, int length)
    {
        var payload = new byte[Math.Min(length, FirstBytes)];
        var filled = stream.ReadAtLeast(payload, payload.Length, throwOnEndOfStream: false);
        while (filled == payload.Length && filled < length)
        {
            Array.Resize(ref payload, (int)Math.Min(length, 2L * filled));
            filled += stream.ReadAtLeast(payload.AsSpan(filled), payload.Length - filled, throwOnEndOfStream: false);
        }
        return filled == length ? payload : throw new FrameException($"a frame ends after {filled:N0} of {length:N0} bytes");
    }
}
