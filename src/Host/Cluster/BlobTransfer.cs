using Sweeper.Training.Files;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Cluster;

/// <summary>What has come of a blob so far: in memory, since whoever asks wants its bytes, and hashed into a temporary file on the way.</summary>
/// <param name="blob">The file; it belongs to the transfer.</param>
/// <param name="most">Bytes at most.</param>
/// <param name="expected">Bytes exactly; null where that is not known.</param>
internal sealed class BlobTransfer(IncomingBlob blob, long most, long? expected) : IDisposable
{
    // Pieces as the network brings them (16 KiB, a record of TLS) would be a call of the disk each.
    private const int Gathered = 1 << 20;

    private byte[]? _bytes;

    /// <summary>How many bytes have come.</summary>
    public int Filled { get; private set; }

    /// <summary>Whether all have.</summary>
    public bool IsWhole => _bytes is { } bytes && Filled == bytes.Length;

    /// <summary>Bytes of the whole, as the first answer said; null before it.</summary>
    public long? Total => _bytes?.Length;

    /// <summary>Where the next bytes go.</summary>
    public Memory<byte> Free => _bytes!.AsMemory(Filled);

    /// <summary>Learns how large the whole is.</summary>
    /// <exception cref="PeerException">That cannot be, or the answer before said otherwise.</exception>
    public void Expect(long total)
    {
        if (total > most) throw new PeerException(PeerFault.Wrong, $"it would send {ByteSize.Text(total)}; at most {ByteSize.Text(most)} are taken");
        if (expected is { } bytes && total != bytes) throw new PeerException(PeerFault.Wrong, $"its file has {total:N0} bytes, the blob has {bytes:N0}");
        if (Total is { } before && total != before) throw new PeerException(PeerFault.Wrong, $"its file has {total:N0} bytes, and had {before:N0} before");
        _bytes ??= GC.AllocateUninitializedArray<byte>((int)total);
    }

    /// <summary>So many bytes have been put into <see cref="Free"/>.</summary>
    /// <exception cref="NoSpaceException">The disk has no room.</exception>
    public void Took(int count)
    {
        Filled += count;
        if (IsWhole || Filled - blob.Length >= Gathered) blob.Append(_bytes.AsSpan((int)blob.Length, Filled - (int)blob.Length));
    }

    /// <summary>Forgets all that has come: it may be another peer's, who is not to be blamed for this one's.</summary>
    public void Restart()
    {
        blob.Restart();
        (_bytes, Filled) = (null, 0);
    }

    /// <summary>The bytes of the whole blob, verified and durable; null where they have another digest: they are forgotten.</summary>
    /// <exception cref="NoSpaceException">The disk has no room.</exception>
    public byte[]? TryKeep()
    {
        if (blob.TryKeep()) return _bytes;
        Restart();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => blob.Dispose();
}
