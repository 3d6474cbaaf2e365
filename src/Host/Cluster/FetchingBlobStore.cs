using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;
using Sweeper.Actors;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Cluster;

/// <summary>
/// The blobs of a process of a cluster: those that it has made, those that it has fetched, and, by fetching, those of its peers. What nobody has is lost, and its
/// training runs again (law 4).
/// </summary>
internal sealed class FetchingBlobStore : IBlobStore, IDisposable
{
    /// <summary>Bytes of a blob at most: the float32 weights of 268 million parameters.</summary>
    public const long LargestBlob = 1L << 30;

    // A node knocks every second: by then its peers are known that were not.
    private static readonly TimeSpan News = TimeSpan.FromSeconds(2);

    private readonly BlobStore _local;
    private readonly BlobCache? _cache;
    private readonly Func<IReadOnlyList<Uri>> _peers;
    private readonly Func<Digest, long?> _sizeOf;
    private readonly Func<bool>? _mayAppear;
    private readonly TimeProvider _time;
    private readonly PeerClient _client;
    private readonly BlobFetcher _fetcher;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<Digest, Lazy<Task<byte[]>>> _downloads = new();
    private int _begun;

    /// <param name="local">Where blobs are put that this process makes.</param>
    /// <param name="cache">Where those that it fetches are kept; the caller disposes of it afterwards. Null keeps them with those that it makes.</param>
    /// <param name="key">The cluster's key; the caller disposes of it afterwards.</param>
    /// <param name="peers">Addresses of blob servers at this moment, those that are likely to have what is wanted first. This process's own does no harm.</param>
    /// <param name="sizeOf">How many bytes a blob has, where that is known; null knows none.</param>
    /// <param name="time">The clock for pauses; null is the system's.</param>
    /// <param name="mayAppear">Whether peers may be about to be known, as at the start: what nobody has is then asked for again. Where it is null the peers are those
    /// that are known, and what they have not got is lost at once; else it is lost when no peer has come in two seconds.</param>
    public FetchingBlobStore(
        BlobStore local, BlobCache? cache, ClusterKey key, Func<IReadOnlyList<Uri>> peers, Func<Digest, long?>? sizeOf = null, TimeProvider? time = null, Func<bool>? mayAppear = null)
    {
        (_local, _cache, _peers, _sizeOf, _mayAppear, _time) = (local, cache, peers, sizeOf ?? (_ => null), mayAppear, time ?? SteadyTime.Shared);
        _client = new PeerClient(key, _time);
        _fetcher = new BlobFetcher(_client, _time);
    }

    /// <summary>How many blobs were asked of peers.</summary>
    public int Downloads => Volatile.Read(ref _begun);

    /// <summary>Bytes that peers have sent, those of transfers that came to nothing included.</summary>
    public long BytesFetched => _client.Bytes;

    /// <inheritdoc/>
    public Digest Put(ReadOnlySpan<byte> bytes) => _local.Put(bytes);

    /// <summary>Whether a blob is on this machine; it does not verify, and asks no peer.</summary>
    public bool Contains(Digest digest) => _local.Contains(digest) || _cache?.Contains(digest) == true;

    /// <summary>Reads and verifies; fetches what is missing or damaged. Not for an actor or the thread pool: it waits for the network.</summary>
    /// <exception cref="LostBlobException">It is not here, and no peer has given it.</exception>
    /// <exception cref="NoSpaceException">The disk has no room for it.</exception>
    /// <exception cref="OperationCanceledException">The store was disposed of.</exception>
    public byte[] Get(Digest digest)
    {
        while (true)
        {
            if (TryRead(digest) is { } here) return here;
            var mine = new Lazy<Task<byte[]>>(() => Task.Run(() => Download(digest)));
            var shared = _downloads.GetOrAdd(digest, mine);
            try
            {
                var bytes = shared.Value.GetAwaiter().GetResult();
                if (shared == mine) return bytes;
                // Bytes in memory are its who began; the others read what is on the disk now.
            }
            finally
            {
                _downloads.TryRemove(new(digest, shared));
            }
        }
    }

    /// <summary>A blob's file, for a <see cref="BlobServer"/>; unverified; null where there is none.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is there, and this user may not read it.</exception>
    public SafeFileHandle? OpenToRead(Digest digest) => _local.OpenToRead(digest) ?? _cache?.OpenToRead(digest);

    /// <summary>Ends fetches in flight; who waits for one is told by an <see cref="OperationCanceledException"/>.</summary>
    public void Dispose()
    {
        _closing.Cancel();
        _client.Dispose();
    }

    private byte[]? TryRead(Digest digest)
    {
        try
        {
            return _local.Contains(digest) ? _local.Get(digest) : _cache?.TryGet(digest);
        }
        catch (LostBlobException)
        {
            return _cache?.TryGet(digest);
        }
    }

    private async Task<byte[]> Download(Digest digest)
    {
        // It may have come between the look before and this one.
        if (TryRead(digest) is { } here) return here;
        // A damaged one is mended where it is.
        var cache = _local.Contains(digest) ? null : _cache;
        using var transfer = new BlobTransfer(cache is null ? _local.Receive(digest) : cache.Receive(digest), LargestBlob, _sizeOf(digest));
        Interlocked.Increment(ref _begun);
        var bytes = await FromAnyone(digest, transfer);
        cache?.Add(digest, bytes.Length);
        return bytes;
    }

    private async Task<byte[]> FromAnyone(Digest digest, BlobTransfer transfer)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var peers = _peers();
            try
            {
                return await _fetcher.Fetch(digest, peers, transfer, _closing.Token);
            }
            catch (LostBlobException lost) when (_mayAppear is not null)
            {
                await Task.Delay(News, _time, _closing.Token);
                if (TryRead(digest) is { } here) return here;
                // One that has it may be out of this machine's reach: the run then has it soon.
                if (!(isFirst && lost.IsUnanswered) && !_mayAppear() && !_peers().Except(peers).Any()) throw;
            }
        }
    }
}
