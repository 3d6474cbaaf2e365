using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Scheduling;
using Sweeper.Actors.Specs;
using Sweeper.Training.Devices;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Support;

/// <summary>
/// A whole sweep on the real decisions, without actors, threads or training: some trainers, a disk, and a network that delays, reorders
/// and repeats messages. What goes wrong is drawn from one seed; after a while nothing goes wrong any more, so that the sweep can end.
/// </summary>
internal sealed class Simulation
{
    private const int TroubledSteps = 600;
    private const int MostSteps = 100_000;
    private const int MostDamages = 3;
    private const int StepsBeforeStuck = 10;

    private readonly SweepPlan _plan;
    private readonly Random _luck;
    private readonly bool _troubled;
    private readonly Func<PlannedStage, int, StageOutcome?> _fate;
    private readonly Func<PlannedStage, int> _correct;
    private readonly Func<PlannedStage, int> _needs;
    private readonly Dictionary<StageKey, StoredResult> _results = [];
    private readonly Dictionary<StageKey, StageTrouble> _setAside = [];
    private readonly SweepState _state;
    private readonly List<CoordinatorProtocol.ICommand> _toCoordinator = [];
    private readonly List<(TrainerId Trainer, TrainerProtocol.WorkGranted Grant)> _toTrainers = [];
    private readonly Dictionary<TrainerId, Queue<TrainerProtocol.WorkGranted>> _trainers;
    private readonly Dictionary<TrainerId, DeviceOffer> _offers;
    private readonly Dictionary<TrainerId, AttemptId?> _lastEnded = [];
    private readonly Dictionary<AttemptId, StageKey> _open = [];
    private readonly Dictionary<StageKey, int> _failures = [];
    private readonly HashSet<Digest> _everStored = [];
    private readonly HashSet<Digest> _disk = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<TrainerId, long> _steps = [];
    private readonly HashSet<TrainerId> _stuck = [];
    private readonly HashSet<StageKey> _wereStuck = [];
    private readonly HashSet<TrainerId> _hanging = [];
    private int _damages;

    /// <summary>Prepares a sweep from nothing.</summary>
    /// <param name="fate">How an attempt of a stage that has failed so often ends; null is well.</param>
    /// <param name="gibibytes">The memory of each trainer's GPU, where they have GPUs; every second of them is on a node of its own.</param>
    /// <param name="needs">The memory that a stage turns out to need, in GiB; null is little.</param>
    /// <param name="correct">How many of 100 test images a stage gets right; null is always as many.</param>
    public Simulation(SweepPlan plan, int trainers, int luck, bool troubled, Func<PlannedStage, int, StageOutcome?> fate, Func<PlannedStage, int>? correct = null,
        IReadOnlyList<int>? gibibytes = null, Func<PlannedStage, int>? needs = null)
    {
        _needs = needs ?? (_ => 0);
        (_plan, _luck, _troubled, _fate, _correct) = (plan, new Random(luck), troubled, fate, correct ?? (_ => 90));
        _offers = Enumerable.Range(0, trainers).ToDictionary(number => new TrainerId($"{(number % 2 == 0 ? "" : $"node-{number}:1/")}{(gibibytes is null ? "cpu" : "cuda")}:{number}"), number => gibibytes is null ? Offers.Cpu : Offers.Gpu(gibibytes[number]));
        _trainers = _offers.ToDictionary(pair => pair.Key, _ => new Queue<TrainerProtocol.WorkGranted>());
        _state = new SweepState(new SweepStart(
            plan, new FailurePolicy { StopIfFirstAllFail = 0 }, new Dictionary<StageKey, StoredResult>(), new Dictionary<ArtifactKey, Digest>(),
            new Dictionary<StageKey, StageTrouble>(), new AttemptId(1)));
    }

    /// <summary>Attempts opened.</summary>
    public int Attempts { get; private set; }

    /// <summary>What the store would have by now: each stage's first result.</summary>
    public IReadOnlyDictionary<StageKey, StoredResult> Results => _results;

    /// <summary>The stages that failed for good.</summary>
    public IReadOnlyDictionary<StageKey, StageTrouble> StagesSetAside => _setAside;

    /// <summary>How the sweep ended; null until it has.</summary>
    public SweepEnding? Ending { get; private set; }

    /// <summary>Runs to the end, and checks at each step what must always hold.</summary>
    public SweepState Run()
    {
        Execute(_state.Tick(_now));
        // A device that does not know of a larger one tries its best.
        foreach (var (trainer, offer) in _offers.Where(pair => pair.Value.Kind == DeviceKind.Cuda)) Execute(_state.Decide(new CoordinatorProtocol.RequestWork(trainer, offer), _now));
        for (var step = 0; Ending is null; step++)
        {
            Assert.True(step < MostSteps, $"the sweep does not end: {SweepStatus.Of(_state)}");
            Act(trouble: _troubled && step < TroubledSteps);
        }
        return _state;
    }

    private void Act(bool trouble)
    {
        // Time passes slowly beside messages, so that leases run out only where something went wrong.
        if (_troubled && _luck.Next(4) == 0) _now += TimeSpan.FromSeconds(1);
        switch (_luck.Next(trouble ? 15 : 9))
        {
            case 0 or 1 or 2: Deliver(trouble); break;
            case 3 or 4: Grant(); break;
            case 5 or 6: Work(Any(_trainers.Keys)); break;
            case 7: Beat(); break;
            case 8: Execute(_state.Tick(_now)); break;
            case 9: Crash(Any(_trainers.Keys)); break;
            // Where a training is stuck its lease does not run out first.
            case 10 when _stuck.Count == _hanging.Count: _now += SweepState.LeaseTime; break;
            case 11 when _toTrainers.Count > 0: _toTrainers.RemoveAt(_luck.Next(_toTrainers.Count)); break;
            case 13 or 14: GetStuck(); break;
            case 12 when _disk.Count > 0 && _damages < MostDamages: _damages += _disk.Remove(Any(_disk)) ? 1 : 0; break;
        }
    }

    private void Deliver(bool trouble)
    {
        if (_toCoordinator.Count == 0) return;
        var at = _luck.Next(_toCoordinator.Count);
        var message = _toCoordinator[at];
        if (!trouble || _luck.Next(4) > 0) _toCoordinator.RemoveAt(at);
        Execute(_state.Decide(message, _now));
    }

    private void Grant()
    {
        if (_toTrainers.Count == 0) return;
        var at = _luck.Next(_toTrainers.Count);
        var (trainer, grant) = _toTrainers[at];
        _toTrainers.RemoveAt(at);
        // Said again, it is ignored.
        var newest = _trainers[trainer].LastOrDefault()?.Attempt ?? _lastEnded.GetValueOrDefault(trainer);
        if (newest is null || grant.Attempt.Value > newest.Value.Value) _trainers[trainer].Enqueue(grant);
    }

    // A trainer asks if it has nothing to do, else it ends what it does.
    private void Work(TrainerId trainer)
    {
        if (_stuck.Contains(trainer)) return;
        _steps.Remove(trainer);
        if (!_trainers[trainer].TryDequeue(out var grant))
        {
            if (!_toCoordinator.Any(message => message is CoordinatorProtocol.RequestWork waiting && waiting.Trainer == trainer))
                _toCoordinator.Add(new CoordinatorProtocol.RequestWork(trainer, _offers[trainer], _lastEnded.GetValueOrDefault(trainer)));
            return;
        }
        _lastEnded[trainer] = grant.Attempt;
        _toCoordinator.Add(new CoordinatorProtocol.StageEnded(trainer, grant.Attempt, grant.Order.Key, Train(grant.Order, trainer)));
    }

    private StageOutcome Train(StageOrder order, TrainerId trainer)
    {
        var stage = _plan.ByKey[order.Key];
        Assert.Equal(stage.Tickets.Order(KeyOrder), order.Inputs.Keys.Order(KeyOrder));
        Assert.All(order.Inputs.Values, digest => Assert.Contains(digest, _everStored));
        foreach (var (key, digest) in order.Inputs)
        {
            if (!_disk.Contains(digest)) return Outcomes.Lost(key);
        }
        if (_offers[trainer].MemoryBytes < (long)_needs(stage) << 30) return Outcomes.Failed(FailureCause.OutOfMemory);
        var failures = _failures.GetValueOrDefault(order.Key);
        if (_fate(stage, failures) is { } failure)
        {
            _failures[order.Key] = failures + 1;
            return failure;
        }
        _disk.UnionWith(Outcomes.KeysOf(stage).Select(Outcomes.BlobOf));
        _everStored.UnionWith(_disk);
        return Outcomes.Completed(order.Outputs, _correct(stage));
    }

    // A step a heartbeat; a stuck training stops after enough to know what one takes.
    private void Beat()
    {
        foreach (var (trainer, work) in _trainers)
        {
            if (!work.TryPeek(out var grant)) continue;
            // A training whose lease has run out is nobody's to give up: it gets on.
            if (!_state.Leases.ContainsKey(grant.Attempt) && !_hanging.Contains(trainer)) _stuck.Remove(trainer);
            var step = _steps.GetValueOrDefault(trainer);
            if (!_stuck.Contains(trainer) || step < StepsBeforeStuck) _steps[trainer] = ++step;
            Execute(_state.Decide(new CoordinatorProtocol.Heartbeat(trainer, grant.Attempt, step, 100_000), _now));
        }
    }

    // Once a stage at most, so that its fate still decides how it ends.
    private void GetStuck()
    {
        var held = _trainers.Where(pair => pair.Value.TryPeek(out var grant) && _state.Leases.ContainsKey(grant.Attempt)).ToList();
        if (held.Count == 0) return;
        var (trainer, work) = Any(held);
        if (_wereStuck.Add(work.Peek().Order.Key)) _stuck.Add(trainer);
    }

    // Told to let go, a trainer does, finishes all the same, or hangs for ever; one is left to work.
    private void LetGo(TrainerId trainer, AttemptId attempt)
    {
        // What another has brought the result of may not have come yet, or have ended with its process.
        if (!_trainers[trainer].TryPeek(out var held) || held.Attempt != attempt) return;
        if (_stuck.Contains(trainer) && _hanging.Count < _trainers.Count - 1 && _luck.Next(3) == 0)
        {
            _hanging.Add(trainer);
            return;
        }
        _stuck.Remove(trainer);
        _steps.Remove(trainer);
        var grant = _trainers[trainer].Dequeue();
        _lastEnded[trainer] = attempt;
        var outcome = _luck.Next(2) == 0 ? new StageOutcome.Cancelled() : Train(grant.Order, trainer);
        _toCoordinator.Add(new CoordinatorProtocol.StageEnded(trainer, attempt, grant.Order.Key, outcome));
    }

    private void Crash(TrainerId trainer)
    {
        // Who hangs cannot even die.
        if (_stuck.Contains(trainer)) return;
        _trainers[trainer].Clear();
        _lastEnded.Remove(trainer);
        _steps.Remove(trainer);
        _toCoordinator.Add(new CoordinatorProtocol.TrainerLost(trainer));
    }

    private void Execute(IReadOnlyList<Effect> effects)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case Effect.Write { Change: StoreWrite.OpenAttempt open }:
                    Attempts++;
                    Assert.DoesNotContain(open.Stage, _open.Values);
                    _open.Add(open.Attempt, open.Stage);
                    break;
                case Effect.Write { Change: StoreWrite.CloseAttempt close }:
                    _open.Remove(close.Attempt);
                    break;
                case Effect.Tell { Message: TrainerProtocol.WorkGranted granted } tell:
                    Assert.True(_open.ContainsKey(granted.Attempt));
                    _toTrainers.Add((tell.Trainer, granted));
                    break;
                case Effect.Announce { Event: SweepEvent.Completed completed }:
                    _results.TryAdd(completed.Stage.Key, completed.Result);
                    break;
                case Effect.Announce { Event: SweepEvent.SetAside aside }:
                    _setAside[aside.Stage.Key] = aside.Trouble;
                    break;
                case Effect.Tell { Message: TrainerProtocol.DropAttempt drop } tell:
                    LetGo(tell.Trainer, drop.Attempt);
                    break;
                case Effect.Announce { Event: SweepEvent.Ended ended }:
                    Assert.Null(Ending);
                    Ending = ended.Ending;
                    break;
            }
        }
        Assert.Equal(_open.Keys.OrderBy(attempt => attempt.Value), _state.Leases.Keys.OrderBy(attempt => attempt.Value));
        Assert.Equal(_state.Leases.Count, _state.Leases.Values.Select(lease => lease.Trainer).Distinct().Count());
        Assert.Equal(_state.Leases.Count, _state.Count(StageState.Running));
    }

    private static readonly Comparer<ArtifactKey> KeyOrder = Comparer<ArtifactKey>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value));

    private T Any<T>(ICollection<T> from) => from.ElementAt(_luck.Next(from.Count));
}
