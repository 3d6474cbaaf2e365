using System.Collections.Immutable;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Scheduling;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Coordination;

/// <summary>
/// The coordinator's decisions: commands in, effects out. No actor, clock, file or random number in it; the same commands at the same
/// times give the same effects.
/// </summary>
public sealed class SweepState
{
    /// <summary>How long a silent trainer keeps its lease.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    /// <summary>How long a grant may be on its way before it is said again.</summary>
    public static readonly TimeSpan GrantTime = TimeSpan.FromSeconds(5);

    private readonly SweepPlan _plan;
    private readonly StageVerdicts _verdicts;
    private readonly StageBoard _board;
    private readonly Dispatcher _dispatcher;
    private readonly LeaseBook _leases = new();
    private readonly HungTrainers _hung = new();
    private readonly ImmutableArray<HeldAttempt> _heldBefore;
    private readonly bool _trainersShareProcess;
    private long _nextAttempt;
    private SweepEnding? _stopping;
    private bool _paused;
    private bool _ended;

    /// <summary>Reconciles the plan with what is stored.</summary>
    public SweepState(SweepStart start)
    {
        _plan = start.Plan;
        _nextAttempt = start.NextAttempt.Value;
        _heldBefore = start.Held;
        _trainersShareProcess = start.TrainersShareProcess;
        _paused = start.IsPaused;
        _verdicts = new StageVerdicts(start);
        (_board, _dispatcher) = (_verdicts.Board, _verdicts.Dispatcher);
        DoneAtStart = _board.Count(StageState.Done);
    }

    /// <summary>Stages that needed no training when the run began.</summary>
    public int DoneAtStart { get; }

    /// <summary>The leases held, by attempt.</summary>
    public IReadOnlyDictionary<AttemptId, Lease> Leases => _leases.All;

    /// <summary>Trainers that hang in a training that was given up.</summary>
    public ImmutableHashSet<TrainerId> HungTrainers => _hung.Trainers;

    /// <summary>Whether no work is handed out until <see cref="Resume"/>.</summary>
    public bool IsPaused => _paused;

    /// <summary>How many stages are in a state.</summary>
    public int Count(StageState state) => _board.Count(state);

    /// <summary>The state of a stage.</summary>
    public StageState this[PlannedStage stage] => _board[stage];

    /// <summary>Whether an attempt was opened by this coordinator or one before it; the others are of one that has taken over.</summary>
    public bool HasOpened(AttemptId attempt) => attempt.Value < _nextAttempt;

    /// <summary>
    /// Begins: what trainers held under the coordinator before stays in their hands as if it had just been granted, and goes back if they stay silent.
    /// </summary>
    public IReadOnlyList<Effect> Begin(DateTimeOffset now)
    {
        var effects = new List<Effect>();
        foreach (var held in _heldBefore)
        {
            if (_plan.ByKey.TryGetValue(held.Stage, out var stage) && _board[stage] == StageState.Ready)
            {
                _board.Take(stage);
                _leases.Open(held.Attempt, stage, new(held.Trainer), now);
            }
            else
            {
                effects.Add(new Effect.Write(new StoreWrite.CloseAttempt(held.Attempt, held.Stage, new StageOutcome.Cancelled("its coordinator is gone, and this one does not ask for it"), now)));
            }
        }
        return effects;
    }

    /// <summary>Decides what follows from a trainer's message.</summary>
    public IReadOnlyList<Effect> Decide(CoordinatorProtocol.ICommand command, DateTimeOffset now)
    {
        var effects = new List<Effect>();
        switch (command)
        {
            case CoordinatorProtocol.RequestWork request:
                WorkRequested(request, now, effects);
                break;
            case CoordinatorProtocol.Heartbeat beat:
                if (_leases.Hear(beat, now) is var (stuck, failure)) Stuck(beat.Attempt, stuck, failure, now, effects);
                break;
            case CoordinatorProtocol.EpochsEnded epochs:
                if (!_leases.All.TryGetValue(epochs.Attempt, out var training)) break;
                effects.Add(new Effect.Record(new StoreWrite.AddEpochs(epochs.Attempt, epochs.Epochs)));
                effects.Add(new Effect.Show(new SweepEvent.EpochsEnded(training.Stage, epochs.Trainer, epochs.Epochs)));
                break;
            case CoordinatorProtocol.StageEnded ended:
                StageEnded(ended, now, effects);
                break;
            case CoordinatorProtocol.TrainerLost lost:
                _dispatcher.Lose(lost.Trainer);
                _hung.Lose(lost.Trainer);
                Release(lease => lease.Trainer == lost.Trainer, "its trainer is gone", now, effects);
                break;
        }
        return Continue(effects, now);
    }

    /// <summary>Takes back leases that have run out, and ends a run that nobody works for any more.</summary>
    public IReadOnlyList<Effect> Tick(DateTimeOffset now)
    {
        var effects = new List<Effect>();
        // Nothing waits for them either, until they ask.
        foreach (var silent in _leases.All.Values.Where(lease => lease.Expires <= now)) _dispatcher.Lose(silent.Trainer);
        Release(lease => lease.Expires <= now, $"its trainer was silent for {LeaseTime.TotalMinutes:0} minutes", now, effects);
        if (_hung.AreAll(LeaseTime, now))
            BeginStop(new SweepEnding(EndingKind.Broken, "every trainer hangs in a training that makes no more steps; finished work is kept, run again"), effects);
        _dispatcher.Tick(now);
        effects.AddRange(_dispatcher.Complaints(now).Select(each => new Effect.Announce(new SweepEvent.NoDevice(each.Need, each.Stages))));
        return Continue(effects, now);
    }

    /// <summary>The coordinator itself stood still for some time, and heard nobody: no lease runs out by that.</summary>
    public void StoodStill(TimeSpan time) => _leases.Extend(time);

    /// <summary>Hands out no work until <see cref="Resume"/>, by whichever coordinator; those who train are told to hold by whoever can.</summary>
    public IReadOnlyList<Effect> Pause(DateTimeOffset now)
    {
        if (_paused || _stopping is not null) return [];
        _paused = true;
        return [new Effect.Write(new StoreWrite.Pause(_plan.Specs[0].Name, now)), new Effect.Announce(new SweepEvent.Paused())];
    }

    /// <summary>Hands out work again.</summary>
    public IReadOnlyList<Effect> Resume(DateTimeOffset now)
    {
        var effects = new List<Effect>();
        GoOn(effects);
        return Continue(effects, now);
    }

    /// <summary>Forgets what failed for good: it is tried again, and with it all that waits for it alone.</summary>
    /// <param name="now">When.</param>
    /// <param name="prefix">The first characters of the keys of those that are meant; null means all.</param>
    public IReadOnlyList<Effect> Retry(DateTimeOffset now, string? prefix = null)
    {
        if (_stopping is not null || _ended || _verdicts.Retry(now, prefix) is not { Count: > 0 } effects) return [];
        return Continue(effects, now);
    }

    /// <summary>Hands out no new work from now on; the run ends when nothing is in flight. The first reason counts.</summary>
    public IReadOnlyList<Effect> Stop(SweepEnding ending, DateTimeOffset now)
    {
        var effects = new List<Effect>();
        BeginStop(ending, effects);
        // Who ends a run has no more use for its pause: the next one is to work.
        if (ending.Kind == EndingKind.Interrupted) GoOn(effects);
        return Continue(effects, now);
    }

    /// <summary>Leaves the sweep to the coordinator that comes next: trainers of other processes keep what they hold, those of this one end with it.</summary>
    public IReadOnlyList<Effect> HandOver(string? why, DateTimeOffset now)
    {
        if (_ended) return [];
        _ended = true;
        var ending = _stopping = new SweepEnding(EndingKind.HandedOver, why);
        var effects = new List<Effect>();
        Release(lease => lease.Trainer.Node.Length == 0, "its coordinator has left", now, effects);
        effects.Add(new Effect.Announce(new SweepEvent.Ended(ending)));
        return effects;
    }

    private void WorkRequested(CoordinatorProtocol.RequestWork request, DateTimeOffset now, List<Effect> effects)
    {
        _hung.Free(request.Trainer);
        // A process that has ended nothing yet is not the one that worked at this.
        if (request.Last is null) Release(lease => lease.Trainer == request.Trainer && lease.HasBeenHeard, "its trainer has started again", now, effects);
        Release(lease => lease.Trainer == request.Trainer && !lease.HasBeenHeard && !_board.HasTickets(lease.Stage), "a ticket of it was lost before it began", now, effects);
        if (_leases.Of(request.Trainer) is not var (attempt, lease))
        {
            _dispatcher.IsIdle(request.Trainer, request.Offer, hasBegun: request.Last is null);
            return;
        }
        // It asks every second, also while its grant waits for the disk. One that has not come after some time is lost, and said again: who has it ignores that.
        // The end of one that is over has been said, and is said again.
        if (!lease.HasBeenHeard && now - lease.Since >= GrantTime && !(request.Last?.Value >= attempt.Value))
            effects.Add(new Effect.Tell(request.Trainer, Granted(attempt, lease.Stage)));
    }

    private void Stuck(AttemptId attempt, Lease lease, StageOutcome.Failed failure, DateTimeOffset now, List<Effect> effects)
    {
        _hung.Hang(lease.Trainer, now);
        if (_verdicts.Failed(attempt, lease.Stage, failure, lease.Trainer, now, effects) is { } ending) BeginStop(ending, effects);
        // Nothing waits for one that may never ask again.
        _dispatcher.Lose(lease.Trainer);
        effects.Add(new Effect.Tell(lease.Trainer, new TrainerProtocol.DropAttempt(attempt)));
    }

    private void StageEnded(CoordinatorProtocol.StageEnded ended, DateTimeOffset now, List<Effect> effects)
    {
        if (!_plan.ByKey.TryGetValue(ended.Stage, out var stage) || ended.Attempt.Value >= _nextAttempt) return;
        if (_leases.All.TryGetValue(ended.Attempt, out var other) && other.Stage != stage) return;
        var isHeld = _leases.Close(ended.Attempt);
        if (!isHeld && !IsWelcomeLate(stage, ended.Outcome)) return;
        _dispatcher.LookAgain();
        switch (ended.Outcome)
        {
            case StageOutcome.Completed completed:
                if (!isHeld) DropInFavour(stage, now, effects);
                effects.Add(new Effect.Write(new StoreWrite.CloseAttempt(ended.Attempt, ended.Stage, completed, now)));
                _verdicts.Completed(stage, completed.Result, ended.Trainer, effects);
                // It asks next, but its words may come after those of others. In one process that takes no time.
                if (isHeld && ended.Trainer.Node.Length > 0 && _leases.Of(ended.Trainer) is null) _dispatcher.IsIdle(ended.Trainer);
                break;
            case StageOutcome.Failed failed:
                if (_verdicts.Failed(ended.Attempt, stage, failed, ended.Trainer, now, effects) is { } ending) BeginStop(ending, effects);
                break;
            default:
                effects.Add(new Effect.Write(new StoreWrite.CloseAttempt(ended.Attempt, ended.Stage, ended.Outcome, now)));
                _board.GiveBack(stage);
                break;
        }
    }

    // A lease that ran out may still bring a result: a stage is a function of its key, so it is as good as any other, if it has left all
    // that this plan asks of the stage. Where another works at it since, the first counts, and spares the other the rest.
    private bool IsWelcomeLate(PlannedStage stage, StageOutcome outcome) =>
        _board[stage] is StageState.Ready or StageState.Waiting or StageState.Running
        && outcome is StageOutcome.Completed { Result.Artifacts: var left }
        && stage.Outputs.Artifacts.All(key => left.Any(artifact => artifact.Key == key));

    private void DropInFavour(PlannedStage stage, DateTimeOffset now, List<Effect> effects)
    {
        effects.AddRange(_leases.All.Where(pair => pair.Value.Stage == stage).Select(pair => new Effect.Tell(pair.Value.Trainer, new TrainerProtocol.DropAttempt(pair.Key))));
        Release(lease => lease.Stage == stage, "another trainer has brought its result", now, effects);
    }

    private void Release(Func<Lease, bool> which, string why, DateTimeOffset now, List<Effect> effects)
    {
        foreach (var (attempt, lease) in _leases.Take(which))
        {
            _board.GiveBack(lease.Stage);
            _dispatcher.LookAgain();
            effects.Add(new Effect.Write(new StoreWrite.CloseAttempt(attempt, lease.Stage.Key, new StageOutcome.Cancelled(why), now)));
        }
    }

    private void GoOn(List<Effect> effects)
    {
        if (!_paused) return;
        _paused = false;
        effects.Add(new Effect.Write(new StoreWrite.Resume(_plan.Specs[0].Name)));
        effects.Add(new Effect.Announce(new SweepEvent.Resumed()));
    }

    private void BeginStop(SweepEnding ending, List<Effect> effects)
    {
        if (_stopping is not null) return;
        _stopping = ending;
        effects.Add(new Effect.Announce(new SweepEvent.Stopping(ending.Why ?? "interrupted")));
    }

    // Serves the idle as long as there is work for them, and notices the end.
    private List<Effect> Continue(List<Effect> effects, DateTimeOffset now)
    {
        while (_stopping is null && !_paused && _dispatcher.Next(MayStart, _board.OpenWork, now) is var (stage, trainer)) Grant(stage, trainer, now, effects);
        if (_ended || Leases.Count > 0 || (_stopping is null && _board.Count(StageState.Ready) > 0)) return effects;
        _ended = true;
        var failures = _board.Count(StageState.SetAside) + _board.Count(StageState.Blocked) > 0;
        effects.Add(new Effect.Announce(new SweepEvent.Ended(
            (_stopping ?? new SweepEnding(failures ? EndingKind.WithFailures : EndingKind.Whole, null)) with { HungTrainers = _hung.Count })));
        return effects;
    }

    // A stage that may have taken the process down before gets its last attempt alone: if the process ends again, it was this stage,
    // and its neighbours are not blamed. Where no trainer is a thread of this process, there are no neighbours to blame.
    private bool MayStart(PlannedStage stage) =>
        !_trainersShareProcess || Leases.Count == 0 || (!_verdicts.IsSuspect(stage) && !Leases.Values.Any(lease => _verdicts.IsSuspect(lease.Stage)));

    private void Grant(PlannedStage stage, TrainerId trainer, DateTimeOffset now, List<Effect> effects)
    {
        var attempt = new AttemptId(_nextAttempt++);
        _board.Take(stage);
        _leases.Open(attempt, stage, trainer, now);
        effects.Add(new Effect.Write(new StoreWrite.OpenAttempt(attempt, stage.Key, stage.Spec.CanonicalForm, trainer.Name, now)));
        effects.Add(new Effect.Tell(trainer, Granted(attempt, stage)));
        effects.Add(new Effect.Announce(new SweepEvent.Started(stage, trainer)));
    }

    private TrainerProtocol.WorkGranted Granted(AttemptId attempt, PlannedStage stage) =>
        new(attempt, new StageOrder(stage.Key, stage.Spec, stage.Tickets.ToImmutableDictionary(key => key, key => _board.Artifacts[key]), stage.Outputs));
}
