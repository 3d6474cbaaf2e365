using Sweeper.Training.Keys;

namespace Sweeper.Training.Tickets;

/// <summary>Bytes by their digest. Safe to use from several threads and processes.</summary>
public interface IBlobStore
{
    /// <summary>Stores bytes; they are durable when this returns. Storing what is there already (and whole) does nothing.</summary>
    /// <exception cref="NoSpaceException">There is no room; nothing was stored.</exception>
    Digest Put(ReadOnlySpan<byte> bytes);

    /// <summary>Reads and verifies.</summary>
    /// <exception cref="LostBlobException">It is missing, or its bytes do not have this digest.</exception>
    byte[] Get(Digest digest);

    /// <summary>Whether a blob of this digest is there; it does not verify.</summary>
    bool Contains(Digest digest);
}
