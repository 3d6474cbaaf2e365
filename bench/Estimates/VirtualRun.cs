using System.Collections.Immutable;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Results;
using Sweeper.Actors.Status;
using Sweeper.Bench.Scheduling;
using Sweeper.Host.Display;
using Sweeper.Training.Devices;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Stages;

namespace Sweeper.Bench.Estimates;

/// <summary>
/// A run in virtual time: the coordinator's real decisions and the real snapshots, one event after the other; devices answer after as long as a training takes.
/// </summary>
internal sealed class VirtualRun
{
    private const int Looks = 20;
    private const double Commit = 0.006;
    private const double ColdStart = 1.4;
    private const double ColdModel = 1.2;

    // As in real records: a slow training is often followed by a slow one on the same device.
    private const double Lasting = 0.6;

    private readonly Shape _shape;
    private readonly Random _random;
    private readonly TrainingTimes _times;
    private readonly SweepState _state;
    private readonly SnapshotBuilder _snapshots;
    private readonly ImmutableArray<TrainerId> _trainers;
    private readonly double?[] _moods;
    private readonly HashSet<(int Device, ModelSpec Model)> _seen = [];
    private readonly PriorityQueue<Training, double> _ends = new();
    private readonly Dictionary<AttemptId, Training> _underWay = [];
    private double _now;
    private bool _over;
    private Guess? _guess;

    private VirtualRun(Shape shape, int seed)
    {
        (_shape, _random, _times) = (shape, new Random(seed), new TrainingTimes(shape.Plan, shape.Launching));
        _trainers = [.. Enumerable.Range(0, shape.Speeds.Length).Select(i => new TrainerId($"cuda:{i}"))];
        _moods = new double?[_trainers.Length];
        var start = new SweepStart(shape.Plan, shape.Plan.Specs[0].OnFailure, new Dictionary<StageKey, StoredResult>(), new Dictionary<ArtifactKey, Digest>(), new Dictionary<StageKey, StageTrouble>(), new AttemptId(1));
        _state = new SweepState(start);
        var names = new StageNames(shape.Plan);
        _snapshots = new SnapshotBuilder(start, _state, _trainers, new(names.Of, names.Chain, change => EventLines.Of(change, names)), Clock);
    }

    /// <summary>Runs to the end; what was guessed of it.</summary>
    public static Guess Of(Shape shape, int seed)
    {
        var run = new VirtualRun(shape, seed);
        foreach (var trainer in run._trainers) run.Follow(run._state.Decide(new CoordinatorProtocol.RequestWork(trainer, new(DeviceKind.Cuda, 80L << 30)), run.Clock));
        while (!run._over) run.EndNext();
        return run._guess! with { Truth = run._now - run._guess.Elapsed };
    }

    private DateTimeOffset Clock => DateTimeOffset.UnixEpoch.AddSeconds(_now);

    private void EndNext()
    {
        var ended = _ends.Dequeue();
        _now = ended.End;
        _underWay.Remove(ended.Attempt);
        Follow(_state.Decide(new CoordinatorProtocol.StageEnded(ended.Trainer, ended.Attempt, ended.Order.Key, ended.Outcome), Clock));
        Follow(_state.Decide(new CoordinatorProtocol.RequestWork(ended.Trainer, new(DeviceKind.Cuda, 80L << 30)), Clock));
        if (_guess is null && _snapshots.Work.Fraction >= Guess.At && Look().TimeLeft is { } left)
            _guess = new(left, _now, 0) { Open = _state.Count(StageState.Ready) + _state.Count(StageState.Waiting) + _state.Count(StageState.Running), Milliseconds = Often() };
    }

    // More than once: the first is compiled as it runs.
    private double Often()
    {
        var cost = Cost.Of(() =>
        {
            for (var i = 0; i < Looks; i++) _snapshots.Snapshot(SweepStatus.Of(_state), [], Clock);
        });
        return 1000 * cost.Wall / Looks;
    }

    // As far as the last heartbeats say.
    private SweepSnapshot Look()
    {
        foreach (var training in _underWay.Values)
        {
            var done = (long)(training.Steps * Math.Clamp((_now - training.Begin) / (training.End - training.Begin), 0, 1));
            Follow(_state.Decide(new CoordinatorProtocol.Heartbeat(training.Trainer, training.Attempt, done, training.Steps), Clock));
        }
        return _snapshots.Snapshot(SweepStatus.Of(_state), [], Clock);
    }

    private void Follow(IReadOnlyList<Effect> effects)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case Effect.Tell { Message: TrainerProtocol.WorkGranted granted } tell:
                    Begin(tell.Trainer, granted);
                    break;
                case Effect.Announce announce:
                    _snapshots.Observe(announce.Event, Clock);
                    _over |= announce.Event is SweepEvent.Ended;
                    break;
            }
        }
    }

    private void Begin(TrainerId trainer, TrainerProtocol.WorkGranted granted)
    {
        var (stage, device) = (_shape.Plan.ByKey[granted.Order.Key], _trainers.IndexOf(trainer));
        var seconds = _times.Of(stage) / _shape.Speeds[device] * Luck(device, stage.Spec.Model) * (_guess is null ? 1 : 1 + _shape.SlowerLater);
        var fails = _random.NextDouble() < _shape.Failing;
        if (fails) seconds /= 2;
        StageOutcome outcome = fails
            ? new StageOutcome.Failed(FailureCause.NotANumber, "the loss of step 100 is not a number")
            : new StageOutcome.Completed(NoOpRunner.Result(granted.Order) with { Seconds = seconds });
        var training = new Training(trainer, granted.Attempt, granted.Order, outcome, _shape.Plan.StepsOf(stage), _now + Commit, _now + Commit + seconds);
        _underWay[granted.Attempt] = training;
        _ends.Enqueue(training, training.End);
    }

    // Log-normal around 1, one training like the one before it; the first of a device is cold, and the first of a model on it too.
    private double Luck(int device, ModelSpec model)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
        var isFirst = _moods[device] is null;
        var mood = _moods[device] is { } last ? Lasting * last + Math.Sqrt(1 - Lasting * Lasting) * normal : normal;
        _moods[device] = mood;
        return Math.Exp(_shape.Noise * mood) * (_seen.Add((device, model)) ? isFirst ? ColdStart : ColdModel : 1);
    }

    private sealed record Training(TrainerId Trainer, AttemptId Attempt, StageOrder Order, StageOutcome Outcome, long Steps, double Begin, double End);
}
