using Microsoft.Win32.SafeHandles;
using Sweeper.Training.Files;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Cluster;

/// <summary>
/// Blobs that were fetched, in a folder of a process's own, up to so many bytes: those least recently used go first, those in use stay. What is forgotten can be
/// fetched again. Safe to use from several threads.
/// </summary>
internal sealed class BlobCache : IDisposable
{
    private readonly BlobStore _store;
    private readonly FileLock _owner;
    private readonly long _budget;
    private readonly TimeProvider _clock;
    private readonly Dictionary<Digest, LinkedListNode<CachedBlob>> _byDigest = [];
    // Least recently used first.
    private readonly LinkedList<CachedBlob> _byUse = [];
    private DateTime _lastUse;

    private BlobCache(BlobStore store, FileLock owner, long budget, TimeProvider clock)
    {
        (_store, _owner, _budget, _clock) = (store, owner, budget, clock);
        _store.DeleteTemporaryFiles();
        foreach (var (blob, at) in _store.List().Select(blob => (blob, _store.TouchedAt(blob.Digest))).OrderBy(pair => pair.Item2).ThenBy(pair => pair.blob.Digest.Hex, StringComparer.Ordinal))
        {
            Enter(blob);
            _lastUse = at;
        }
        Trim();
    }

    /// <summary>Bytes of the blobs that are there. More than the budget only while those in use take more.</summary>
    public long Bytes { get; private set; }

    /// <summary>The blobs that are there, least recently used first.</summary>
    public IReadOnlyList<Digest> Blobs
    {
        get
        {
            lock (_byUse) return [.. _byUse.Select(blob => blob.Digest)];
        }
    }

    /// <summary>Opens the cache of a folder, which is made at the first blob, with what an earlier process has left there.</summary>
    /// <param name="folder">The folder; one process at a time has it.</param>
    /// <param name="budget">Bytes of blobs at most. One that is on its way comes on top, and one larger than all of it stays while it is in use.</param>
    /// <param name="clock">Null is the system's.</param>
    /// <exception cref="UserException">Another process has it, or it cannot be used; the message names the remedy.</exception>
    public static BlobCache Open(string folder, long budget, TimeProvider? clock = null)
    {
        try
        {
            var full = Path.GetFullPath(folder);
            DurableFile.CreateFolder(full);
            var owner = FileLock.TryTake(Path.Combine(full, "lock"), $"process {Environment.ProcessId}", out var holder)
                ?? throw new UserException($"the cache {folder} is in use by {holder}; give each process a folder of its own");
            try
            {
                return new(new BlobStore(full), owner, budget, clock ?? TimeProvider.System);
            }
            catch
            {
                owner.Dispose();
                throw;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"the cache {folder} cannot be used: {failure.Message.TrimEnd('.')}; name another folder, or give this user the right to write there");
        }
    }

    /// <summary>Whether a blob is there; it does not verify.</summary>
    public bool Contains(Digest digest)
    {
        lock (_byUse) return _byDigest.ContainsKey(digest);
    }

    /// <summary>Reads and verifies; null where it is not there any more, or is damaged: then it is forgotten.</summary>
    public byte[]? TryGet(Digest digest)
    {
        using var use = TryUse(digest);
        if (use is null) return null;
        try
        {
            return _store.Get(digest);
        }
        catch (LostBlobException)
        {
            lock (_byUse) Forget(digest);
            return null;
        }
    }

    /// <summary>Keeps a blob from being deleted until the use is disposed of; null where it is not there.</summary>
    public IDisposable? TryUse(Digest digest)
    {
        lock (_byUse)
        {
            if (!_byDigest.TryGetValue(digest, out var node)) return null;
            node.Value.Users++;
            MarkUsed(node);
            return new BlobUse(() => End(node));
        }
    }

    /// <summary>A blob's file, to be sent on; unverified; null where there is none. Whoever has it open may read it to its end, whatever becomes of its name.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    public SafeFileHandle? OpenToRead(Digest digest)
    {
        lock (_byUse)
        {
            if (!_byDigest.TryGetValue(digest, out var node)) return null;
            MarkUsed(node);
            return _store.OpenToRead(digest);
        }
    }

    /// <summary>Begins to take in a blob; once it is kept, <see cref="Add"/> counts it.</summary>
    /// <exception cref="NoSpaceException">There is no room.</exception>
    public IncomingBlob Receive(Digest digest) => _store.Receive(digest);

    /// <summary>Counts a blob that was kept, and deletes others where it makes them too many bytes.</summary>
    public void Add(Digest digest, long bytes)
    {
        lock (_byUse)
        {
            if (_byDigest.TryGetValue(digest, out var node)) (node.Value.Bytes, Bytes) = (bytes, Bytes - node.Value.Bytes + bytes);
            else node = Enter(new(digest, bytes));
            MarkUsed(node);
            Trim();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _owner.Dispose();

    private LinkedListNode<CachedBlob> Enter(StoredBlob blob)
    {
        Bytes += blob.Bytes;
        return _byDigest[blob.Digest] = _byUse.AddLast(new CachedBlob(blob.Digest) { Bytes = blob.Bytes });
    }

    // The time of its last use is that of its file: the next process reads it there. Uses of one tick of the clock keep their order.
    private void MarkUsed(LinkedListNode<CachedBlob> node)
    {
        _byUse.Remove(node);
        _byUse.AddLast(node);
        var now = _clock.GetUtcNow().UtcDateTime;
        _lastUse = now > _lastUse ? now : _lastUse.AddTicks(1);
        try
        {
            _store.Touch(node.Value.Digest, _lastUse);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Somebody has deleted the file: reading finds that out. Or the next process guesses wrong what to delete first.
        }
    }

    private void End(LinkedListNode<CachedBlob> node)
    {
        lock (_byUse)
        {
            node.Value.Users--;
            Trim();
        }
    }

    private void Trim()
    {
        for (var node = _byUse.First; node is not null && Bytes > _budget;)
        {
            var next = node.Next;
            if (node.Value.Users == 0) Forget(node.Value.Digest);
            node = next;
        }
    }

    private void Forget(Digest digest)
    {
        if (!_byDigest.Remove(digest, out var node)) return;
        _byUse.Remove(node);
        Bytes -= node.Value.Bytes;
        try
        {
            _store.Delete(digest);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It takes room that is not counted until the next process finds it.
        }
    }

    private sealed class CachedBlob(Digest digest)
    {
        public Digest Digest => digest;

        public long Bytes { get; set; }

        public int Users { get; set; }
    }

    private sealed class BlobUse(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
    }
}
