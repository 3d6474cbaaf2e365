using System.Collections.Concurrent;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Tests.Support;

/// <summary>Blobs in memory.</summary>
internal sealed class MemoryBlobs : IBlobStore
{
    private readonly ConcurrentDictionary<Digest, byte[]> _blobs = new();

    public Digest Put(ReadOnlySpan<byte> bytes)
    {
        var digest = Digest.Of(bytes);
        _blobs[digest] = bytes.ToArray();
        return digest;
    }

    public byte[] Get(Digest digest) => _blobs.TryGetValue(digest, out var bytes) ? bytes : throw new LostBlobException(digest, $"blob {digest.Short} is missing");

    public bool Contains(Digest digest) => _blobs.ContainsKey(digest);

    public void Lose(Digest digest) => _blobs.TryRemove(digest, out _);
}
