using System.Collections.Concurrent;
using Sweeper.Host.Output;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Cluster;

/// <summary>
/// Brings what nodes have made into the run's store, a few blobs at a time, on threads of its own: so tickets outlive the nodes. What nobody has is asked for
/// again when another peer comes.
/// </summary>
internal sealed class ArtifactPuller : IDisposable
{
    /// <summary>At the end of a sweep it is waited for blobs as long as something has come in so much time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>After so long a blob that was not got is asked for again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private const int Threads = 3;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.25);

    private readonly FetchingBlobStore _store;
    private readonly Func<IReadOnlyList<Uri>> _peers;
    private readonly Action<string> _say;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<Digest, Wanted> _wanted = [];
    private readonly BlockingCollection<Digest> _queue = [];
    private readonly HashSet<string> _said = [];
    private HashSet<Uri> _known = [];
    private int _changes;

    /// <summary>Begins; the threads are the process's background.</summary>
    /// <param name="store">Where the blobs go, and how they come; the caller disposes of it first.</param>
    /// <param name="peers">Who may have them at this moment.</param>
    /// <param name="say">Tells people.</param>
    /// <param name="time">The clock; null is the system's.</param>
    public ArtifactPuller(FetchingBlobStore store, Func<IReadOnlyList<Uri>> peers, Action<string> say, TimeProvider? time = null)
    {
        (_store, _peers, _say, _time) = (store, peers, say, time ?? TimeProvider.System);
        for (var number = 1; number <= Threads; number++) new Thread(Work) { Name = $"blobs {number}", IsBackground = true }.Start();
    }

    private enum Pull
    {
        Queued,
        Unanswered,
        Nowhere,
    }

    /// <summary>How many blobs are on their way, or may come yet: somebody who may have them does not answer.</summary>
    public int Pending
    {
        get
        {
            lock (_gate) return _wanted.Values.Count(wanted => wanted.State != Pull.Nowhere);
        }
    }

    /// <summary>How many blobs are not here that should be.</summary>
    public int Missing
    {
        get
        {
            lock (_gate) return _wanted.Count;
        }
    }

    /// <summary>Has a blob brought, if it is not here. Returns at once.</summary>
    /// <param name="digest">Which.</param>
    /// <param name="bytes">Its size.</param>
    public void Want(Digest digest, long bytes)
    {
        lock (_gate)
        {
            // One that is trained again is somewhere again.
            if (_wanted.TryGetValue(digest, out var known) && known.State == Pull.Queued)
            {
                known.IsWantedAgain = true;
                return;
            }
            _wanted[digest] = new(bytes);
        }
        Queue(digest);
    }

    /// <summary>The size of a blob that is wanted; null where that is not known.</summary>
    public long? SizeOf(Digest digest)
    {
        lock (_gate) return _wanted.GetValueOrDefault(digest)?.Bytes;
    }

    /// <summary>Has those tried again whose time has come; to be called now and then.</summary>
    public void LookAround()
    {
        var known = _peers().ToHashSet();
        var due = new List<Digest>();
        lock (_gate)
        {
            if (!known.IsSubsetOf(_known)) _changes++;
            _known = known;
            foreach (var (digest, wanted) in _wanted)
            {
                if (wanted.State == Pull.Queued || _time.GetElapsedTime(wanted.TriedAt) < Pause || (wanted.State == Pull.Nowhere && wanted.Changes == _changes)) continue;
                wanted.State = Pull.Queued;
                due.Add(digest);
            }
        }
        due.ForEach(Queue);
    }

    /// <summary>Waits until all that is wanted is here, or nothing more can be expected.</summary>
    /// <param name="mayAppear">Whether peers may be about to be known.</param>
    public async Task Drain(Func<bool> mayAppear)
    {
        var (progress, since, isTold) = ((-1, 0L), _time.GetTimestamp(), false);
        while (Pending > 0 || (Missing > 0 && mayAppear()))
        {
            LookAround();
            if (progress != (Missing, _store.BytesFetched)) (progress, since) = ((Missing, _store.BytesFetched), _time.GetTimestamp());
            else if (_time.GetElapsedTime(since) >= Patience) break;
            else if (!isTold && _time.GetElapsedTime(since) >= 4 * LookEvery)
            {
                isTold = true;
                _say($"fetching {Humans.Count(Missing, "blob")} of finished trainings from nodes, as long as any come; ending at once keeps all results, and the next run fetches the rest");
            }
            await Task.Delay(LookEvery, _time);
        }
        if (LeaveOutWhatIsHere() is > 0 and var missing)
            _say($"{Humans.Count(missing, "blob")} of finished trainings could not be fetched from any node; results are whole, some tickets are not: start the nodes that made them and this run again to fetch them");
    }

    /// <summary>Begins nothing more.</summary>
    public void Dispose() => _queue.CompleteAdding();

    // A node that shares the folder may have made what was not seen at once through a network file system.
    private int LeaveOutWhatIsHere()
    {
        lock (_gate)
        {
            foreach (var digest in _wanted.Keys.Where(_store.Contains).ToList()) _wanted.Remove(digest);
            return _wanted.Count;
        }
    }

    private void Queue(Digest digest)
    {
        try
        {
            _queue.Add(digest);
        }
        catch (InvalidOperationException)
        {
            // The run has ended.
        }
    }

    private void Work()
    {
        foreach (var digest in _queue.GetConsumingEnumerable())
        {
            if (_queue.IsAddingCompleted) return;
            int changes;
            lock (_gate)
            {
                changes = _changes;
                if (_wanted.TryGetValue(digest, out var begun)) begun.IsWantedAgain = false;
            }
            if (!Settle(digest, Try(digest), changes)) Queue(digest);
        }
    }

    // False where it was made once more while it was looked for.
    private bool Settle(Digest digest, Pull? state, int changes)
    {
        lock (_gate)
        {
            if (state is null) _wanted.Remove(digest);
            if (!_wanted.TryGetValue(digest, out var wanted)) return true;
            if (wanted.IsWantedAgain) return false;
            (wanted.State, wanted.TriedAt, wanted.Changes) = (state!.Value, _time.GetTimestamp(), changes);
            return true;
        }
    }

    // Null when it is here.
    private Pull? Try(Digest digest)
    {
        try
        {
            if (!_store.Contains(digest)) _store.Get(digest);
            return null;
        }
        catch (LostBlobException lost)
        {
            return lost.IsUnanswered ? Pull.Unanswered : Pull.Nowhere;
        }
        catch (OperationCanceledException)
        {
            return Pull.Nowhere;
        }
        catch (Exception failure)
        {
            // A full disk, say, ends the run by its own means: here it must not end the process.
            var line = $"a blob could not be fetched: {failure.Message.TrimEnd('.')}; it is tried again";
            bool isNew;
            lock (_gate) isNew = _said.Count < Threads && _said.Add(line);
            if (isNew) _say(line);
            return Pull.Unanswered;
        }
    }

    private sealed class Wanted(long bytes)
    {
        public long Bytes => bytes;

        public Pull State { get; set; }

        public bool IsWantedAgain { get; set; }

        public long TriedAt { get; set; }

        public int Changes { get; set; }
    }
}
