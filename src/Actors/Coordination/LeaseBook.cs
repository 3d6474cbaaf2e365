using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Coordination;

/// <summary>Who has what in hands, and when it was last heard of.</summary>
internal sealed class LeaseBook
{
    private readonly Dictionary<AttemptId, Lease> _leases = [];
    private readonly StuckWatch _watch = new();

    /// <summary>All of them, by attempt.</summary>
    public IReadOnlyDictionary<AttemptId, Lease> All => _leases;

    /// <summary>A stage is in a trainer's hands from now on.</summary>
    public void Open(AttemptId attempt, PlannedStage stage, TrainerId trainer, DateTimeOffset now) =>
        _leases[attempt] = new Lease(stage, trainer, now, now + SweepState.LeaseTime, 0, 0, now, TimeSpan.Zero);

    /// <summary>An attempt is over; whether it was in the book.</summary>
    public bool Close(AttemptId attempt) => _leases.Remove(attempt);

    /// <summary>Nobody could be heard for some time: leases last so much longer.</summary>
    public void Extend(TimeSpan time)
    {
        foreach (var (attempt, lease) in _leases.ToList()) _leases[attempt] = lease with { Expires = lease.Expires + time };
    }

    /// <summary>What a trainer has in hands; null where that is nothing.</summary>
    public (AttemptId Attempt, Lease Lease)? Of(TrainerId trainer)
    {
        foreach (var (attempt, lease) in _leases)
        {
            if (lease.Trainer == trainer) return (attempt, lease);
        }
        return null;
    }

    /// <summary>Takes out those that are meant, in the order of granting.</summary>
    public IReadOnlyList<(AttemptId Attempt, Lease Lease)> Take(Func<Lease, bool> which)
    {
        var taken = _leases.Where(pair => which(pair.Value)).OrderBy(pair => pair.Key.Value).Select(pair => (pair.Key, pair.Value)).ToList();
        foreach (var (attempt, _) in taken) _leases.Remove(attempt);
        return taken;
    }

    /// <summary>A heartbeat keeps a lease; of one that makes no more steps it returns the failure, and that is over then.</summary>
    public (Lease Lease, StageOutcome.Failed Failure)? Hear(CoordinatorProtocol.Heartbeat beat, DateTimeOffset now)
    {
        if (!_leases.TryGetValue(beat.Attempt, out var before)) return null;
        var lease = _leases[beat.Attempt] = _watch.Hear(before, beat.Step, beat.LastStep, beat.IsHeld, now) with { Expires = now + SweepState.LeaseTime };
        if (_watch.Complain(lease) is not { } failure) return null;
        _leases.Remove(beat.Attempt);
        return (lease, failure);
    }
}
