using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Scheduling;

/// <summary>Who does what next: brings stages that may start together with trainers that have nothing to do.</summary>
internal sealed class Dispatcher
{
    /// <summary>How long a need may be unmet before people hear of it.</summary>
    public static readonly TimeSpan PatienceWithNodes = TimeSpan.FromSeconds(30);

    private readonly PlanNeeds _needs;
    private readonly ReadyStages _ready;
    private readonly DeviceSpeeds _speeds;
    private readonly LearnedLimits _limits = new();
    private readonly TrainerRests _rests = new();
    private readonly Dictionary<TrainerId, DeviceOffer> _trainers = [];
    private readonly OrderedDictionary<TrainerId, DeviceOffer> _idle = [];
    private readonly Dictionary<DeviceNeed, DateTimeOffset> _unmet = [];
    private (long Ready, long Trainers) _fruitless = (-1, -1);
    private long _version;
    private DateTimeOffset _now;

    public Dispatcher(PlanNeeds needs, ReadyStages ready, StageCosts costs, IReadOnlyList<double> urgency)
    {
        (_needs, _ready) = (needs, ready);
        _speeds = new DeviceSpeeds(needs, costs, urgency, kind => _trainers.Keys.Where(trainer => !Rests(trainer) && CanDo(kind, trainer)));
    }

    /// <summary>A trainer has nothing to do.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="offer">What it has.</param>
    /// <param name="hasBegun">Whether its process has ended no training yet: what the one before it could not do says nothing of it.</param>
    public void IsIdle(TrainerId trainer, DeviceOffer offer, bool hasBegun)
    {
        if (!_trainers.TryGetValue(trainer, out var known) || known != offer)
        {
            if (hasBegun)
            {
                _rests.Forget(trainer);
                _limits.Forget(trainer.Node);
            }
            _trainers[trainer] = offer;
            Changed();
        }
        if (_idle.TryAdd(trainer, offer)) _version++;
    }

    /// <summary>A trainer that has ended a training is the one that has its weights: it is idle before it says so.</summary>
    public void IsIdle(TrainerId trainer)
    {
        if (_trainers.TryGetValue(trainer, out var offer)) IsIdle(trainer, offer, hasBegun: false);
    }

    /// <summary>A trainer is gone, or hangs.</summary>
    public void Lose(TrainerId trainer)
    {
        _trainers.Remove(trainer);
        _idle.Remove(trainer);
        Changed();
    }

    /// <summary>A training has ended well.</summary>
    public void Completed(PlannedStage stage, TrainerId trainer, double seconds)
    {
        _limits.Forget(stage.Key);
        _rests.Forget(trainer);
        _speeds.Add(stage, trainer, seconds);
    }

    /// <summary>An attempt has failed.</summary>
    /// <returns>Whether that says nothing of the stage, and another trainer may do better; and for how long the trainer rests, null where it does not.</returns>
    public (bool IsOfDevice, TimeSpan? RestTime) Failed(PlannedStage stage, StageOutcome.Failed failure, TrainerId trainer, DateTimeOffset now)
    {
        _now = now;
        if (!_trainers.TryGetValue(trainer, out var offer)) return (false, null);
        var isOfDevice = _limits.Learn(stage, failure, trainer, offer, now) && _trainers.Keys.Any(other => CanDo(_needs.KindOf(stage), other));
        Changed();
        return (isOfDevice, _rests.Failed(trainer, stage.Key, failure.Cause, now) is { } rest && _trainers.Count > 1 ? rest : null);
    }

    /// <summary>Whether all of some trainers are on one machine, or are one GPU of it, and another machine or GPU can do a stage, too.</summary>
    public bool MayBeOfThePlace(PlannedStage stage, IReadOnlyCollection<TrainerId> failedOn)
    {
        var able = _trainers.Keys.Where(trainer => CanDo(_needs.KindOf(stage), trainer)).ToList();
        Func<TrainerId, string> placeOf = able.Concat(failedOn).DistinctBy(trainer => trainer.Node).Count() > 1 ? trainer => trainer.Node : LearnedLimits.PlaceOf;
        return failedOn.Select(placeOf).Distinct().ToList() is [var place] && able.Any(trainer => placeOf(trainer) != place);
    }

    /// <summary>Somebody wants stages tried again, wherever they have failed.</summary>
    public void Forget(IEnumerable<StageKey> stages)
    {
        foreach (var stage in stages) _limits.Forget(stage);
        _limits.Clear();
        Changed();
    }

    /// <summary>Takes the next stage that may start and the trainer that shall do it; null if nothing fits anybody.</summary>
    /// <param name="mayStart">Whether a stage may start at this moment.</param>
    /// <param name="openWork">Operations of all that is not done.</param>
    /// <param name="now">When.</param>
    public (PlannedStage Stage, TrainerId Trainer)? Next(Func<PlannedStage, bool> mayStart, double openWork, DateTimeOffset now)
    {
        _now = now;
        var seen = (_ready.Version, _version);
        // A rest that ends is noticed at the next tick, soon enough.
        if (_idle.Count == 0 || _ready.Count == 0 || seen == _fruitless) return null;
        foreach (var trainer in _idle.Keys)
        {
            if (For(trainer, mayStart, openWork) is not { } stage) continue;
            var best = _idle.Count > _ready.Count ? BestFor(stage, trainer, openWork) : trainer;
            _idle.Remove(best);
            return (stage, best);
        }
        _fruitless = seen;
        return null;
    }

    /// <summary>A stage has left a trainer's hands: what may not start beside it may start now.</summary>
    public void LookAgain() => _version++;

    /// <summary>Time has passed.</summary>
    public void Tick(DateTimeOffset now)
    {
        _now = now;
        Changed();
    }

    /// <summary>What stages that may start need, and for some time no trainer has had: each need once. Nodes may still be on their way.</summary>
    public IReadOnlyList<(DeviceNeed Need, int Stages)> Complaints(DateTimeOffset now)
    {
        var unmet = _trainers.Count == 0 ? [] : _ready.Kinds.GroupBy(_needs.Of).Where(group => !_trainers.Values.Any(group.Key.IsMetBy)).ToList();
        foreach (var met in _unmet.Keys.Except(unmet.Select(group => group.Key)).ToList()) _unmet.Remove(met);
        var due = unmet.Where(group => _unmet.TryAdd(group.Key, now) is false && _unmet[group.Key] != DateTimeOffset.MaxValue && now - _unmet[group.Key] >= PatienceWithNodes).ToList();
        foreach (var group in due) _unmet[group.Key] = DateTimeOffset.MaxValue;
        return [.. due.Select(group => (group.Key, group.Sum(_ready.CountOf)))];
    }

    private PlannedStage? For(TrainerId trainer, Func<PlannedStage, bool> mayStart, double openWork)
    {
        if (Rests(trainer) && _trainers.Keys.Any(other => other != trainer && !Rests(other))) return null;
        return _ready.Next(
            trainer.Node,
            kind => Suits(kind, trainer),
            stage => mayStart(stage) && !ShouldGoElsewhere(stage, trainer),
            stage => _speeds.IsTooSlow(stage, trainer, openWork));
    }

    // The node that has the weights, then the fastest, then who has waited longest.
    private TrainerId BestFor(PlannedStage stage, TrainerId first, double openWork)
    {
        var home = _ready.HomeOf(stage);
        return _idle.Keys.Where(trainer => trainer == first
                || (MayGet(stage, trainer) && !ShouldGoElsewhere(stage, trainer) && !_speeds.IsTooSlow(stage, trainer, openWork)))
            .OrderBy(trainer => home.Length == 0 || trainer.Node == home ? 0 : 1).ThenBy(trainer => _speeds.Seconds(stage, trainer)).First();
    }

    // What a trainer was seen not to be able to do it does all the same where nobody else can: memory may be free again, data may be there.
    private bool Suits(TrainingKind kind, TrainerId trainer) =>
        _needs.Of(kind).IsMetBy(_trainers[trainer])
        && (_limits.Suits(kind, trainer, _trainers[trainer]) || !_trainers.Keys.Any(other => CanDo(kind, other)));

    private bool CanDo(TrainingKind kind, TrainerId trainer) => _needs.Of(kind).IsMetBy(_trainers[trainer]) && _limits.Suits(kind, trainer, _trainers[trainer]);

    private bool ShouldGoElsewhere(PlannedStage stage, TrainerId trainer) =>
        _limits.HasFailedThere(stage, trainer, _now) && _trainers.Keys.Any(other => MayGet(stage, other) && !_limits.HasFailedThere(stage, other, _now));

    private bool MayGet(PlannedStage stage, TrainerId trainer) => !Rests(trainer) && CanDo(_needs.KindOf(stage), trainer);

    private bool Rests(TrainerId trainer) => _rests.Rests(trainer, _now);

    private void Changed()
    {
        _version++;
        _speeds.ForgetFleets();
    }
}
