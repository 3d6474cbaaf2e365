using Akka.Actor;
using Sweeper.Actors.Results;

namespace Sweeper.Actors.Coordination;

/// <summary>
/// The shell around <see cref="SweepState"/>: turns messages into commands, commits what they change, and only then tells anybody.
/// Changes gather while a commit is under way and go together in the next one.
/// </summary>
public sealed class SweepCoordinator : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(5);

    // A flush of the disk costs as much as some trainings: records of epochs wait so long for changes that need one anyway.
    private static readonly TimeSpan RecordsWait = TimeSpan.FromSeconds(1);

    // Trainers of other machines speak every second. They are not watched as those of this process are: to Akka a machine that was watched and lost is lost
    // until its process ends, and a network that heals would not help.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly SweepState _state;
    private readonly IActorRef _observer;
    private readonly Func<string?> _noRoom;
    private readonly TimeProvider _time;
    private readonly IActorRef _writer;
    private readonly Dictionary<TrainerId, IActorRef> _trainers = [];
    private readonly Dictionary<TrainerId, DateTimeOffset> _heard = [];
    private List<StoreWrite> _changes = [];
    private List<Effect> _after = [];
    private List<Effect> _committing = [];
    private bool _writing;
    private bool _due;
    private DateTimeOffset _looked;
    private bool _sendsHome;

    /// <summary>Starts a coordinator; it begins with the first trainer that asks for work.</summary>
    /// <param name="state">The decisions.</param>
    /// <param name="store">The result store; only this coordinator writes to it.</param>
    /// <param name="observer">Receives every <see cref="SweepEvent"/>, and <see cref="SweepStatus"/> on request.</param>
    /// <param name="noRoom">Why no more work may start because the disk is nearly full; null while there is room.</param>
    /// <param name="time">The clock.</param>
    public SweepCoordinator(SweepState state, IResultStore store, IActorRef observer, Func<string?> noRoom, TimeProvider time)
    {
        (_state, _observer, _noRoom, _time, _looked) = (state, observer, noRoom, time, time.GetUtcNow());
        _writer = Context.ActorOf(StoreWriter.Props(store), "store-writer");
        Receive<CoordinatorProtocol.ICommand>(Handle);
        Receive<Tick>(_ => LookAround());
        Receive<Interrupt>(_ => Stop());
        Receive<HandOver>(over => Execute(now => _state.HandOver(over.Why, now)));
        Receive<Pause>(_ => Control(_state.Pause, new TrainerProtocol.Hold()));
        Receive<Resume>(_ => Control(_state.Resume, new TrainerProtocol.GoOn()));
        Receive<Retry>(retry => Control(now => _state.Retry(now, retry.Prefix), null));
        Receive<GetStatus>(_ => Sender.Tell(SweepStatus.Of(_state) with { Trainers = [.. _trainers.Keys.OrderBy(trainer => trainer.Name, StringComparer.Ordinal)] }));
        Receive<RecordsDue>(_ => Flush(due: true));
        Receive<StoreWriter.Committed>(_ => Committed());
        Receive<StoreWriter.Refused>(Refused);
        Receive<Terminated>(gone => Lost(gone.ActorRef));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Hand out no new work and drop what is in flight; finished work is kept.</summary>
    public sealed record Interrupt;

    /// <summary>Leave the sweep to the coordinator that comes next.</summary>
    /// <param name="Why">Why, for people; null where they have asked for it.</param>
    public sealed record HandOver(string? Why);

    /// <summary>What a run can be told beside ending; the sender is told whether that changed anything, as a <see cref="bool"/>.</summary>
    public interface IControl;

    /// <summary>Trainings in flight end their epoch and hold; nothing new starts.</summary>
    public sealed record Pause : IControl;

    /// <summary>Go on after a pause.</summary>
    public sealed record Resume : IControl;

    /// <summary>Try what failed for good again.</summary>
    /// <param name="Prefix">The first characters of the keys of the stages that are meant; null means all.</param>
    public sealed record Retry(string? Prefix = null) : IControl;

    /// <summary>Asks for a <see cref="SweepStatus"/>.</summary>
    public sealed record GetStatus;

    private sealed record Tick;

    private sealed record RecordsDue;

    /// <summary>The props of a coordinator.</summary>
    public static Props Props(SweepState state, IResultStore store, IActorRef observer, Func<string?> noRoom, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new SweepCoordinator(state, store, observer, noRoom, time));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("tick", new Tick(), TickEvery);
        Execute(_state.Begin);
        Self.Tell(new Tick());
    }

    /// <summary>A decision threw, which it never should: the state is not to be trusted, so the run ends; the store is whole, and the next run goes on from it.</summary>
    protected override void PostRestart(Exception reason)
    {
        var why = $"the coordinator failed ({reason.GetType().Name}: {reason.Message}); this is a fault of the program, finished work is kept";
        _observer.Tell(new SweepEvent.Stopping(why));
        _observer.Tell(new SweepEvent.Ended(new SweepEnding(EndingKind.Broken, why)));
        Context.Stop(Self);
    }

    private void Handle(CoordinatorProtocol.ICommand command)
    {
        Meet(command.Trainer, Sender);
        if (command is CoordinatorProtocol.RequestWork && _noRoom() is { } why)
            Execute(now => _state.Stop(new SweepEnding(EndingKind.NoSpace, why), now));
        Execute(now => _state.Decide(command, now));
        // Told with the next commit, as all that depends on one. An attempt that this coordinator does not know is for the one that has taken over.
        if (command is CoordinatorProtocol.StageEnded ended && _state.HasOpened(ended.Attempt)) Execute(_ => [new Effect.Tell(ended.Trainer, new TrainerProtocol.Noted(ended.Attempt))]);
        // The word to hold or to go on may have been lost, or be that of the coordinator before.
        if (command is CoordinatorProtocol.Heartbeat beat && beat.IsHeld != _state.IsPaused) Sender.Tell(_state.IsPaused ? new TrainerProtocol.Hold() : new TrainerProtocol.GoOn());
        // So may those to drop what it has in hands.
        if (command is CoordinatorProtocol.Heartbeat hung && _state.HungTrainers.Contains(hung.Trainer)) Sender.Tell(new TrainerProtocol.DropAttempt(hung.Attempt));
        if (_sendsHome) Sender.Tell(new TrainerProtocol.Drop());
    }

    // A trainer of the same name in another place is one whose process has started again.
    private void Meet(TrainerId trainer, IActorRef place)
    {
        if (!_trainers.TryGetValue(trainer, out var known) || !known.Equals(place))
        {
            if (known is not null)
            {
                Context.Unwatch(known);
                Lost(known);
            }
            _trainers[trainer] = place;
            if (IsHere(place)) Context.Watch(place);
        }
        // Last: losing the one before forgets when that was heard.
        _heard[trainer] = _time.GetUtcNow();
    }

    private void LookAround()
    {
        var now = _time.GetUtcNow();
        // What came while this process stood still it has yet to hear: nobody was silent for so long.
        if (now - _looked - TickEvery is var still && still > TickEvery)
        {
            foreach (var trainer in _heard.Keys.ToList()) _heard[trainer] += still;
            _state.StoodStill(still);
        }
        _looked = now;
        foreach (var silent in _trainers.Where(pair => !IsHere(pair.Value) && now - _heard[pair.Key] >= Silence).Select(pair => pair.Value).ToList()) Lost(silent);
        Execute(_state.Tick);
    }

    private static bool IsHere(IActorRef trainer) => trainer.Path.Address.HasLocalScope;

    private void Control(Func<DateTimeOffset, IReadOnlyList<Effect>> decide, TrainerProtocol.ICommand? forTrainers)
    {
        var changed = false;
        Execute(now =>
        {
            var effects = decide(now);
            changed = effects.Count > 0;
            return effects;
        });
        if (changed && forTrainers is not null)
            foreach (var trainer in _trainers.Values) trainer.Tell(forTrainers);
        Sender.Tell(changed);
    }

    private void Stop()
    {
        _sendsHome = true;
        Execute(now => _state.Stop(new SweepEnding(EndingKind.Interrupted, null), now));
        foreach (var trainer in _trainers.Values) trainer.Tell(new TrainerProtocol.Drop());
    }

    private void Lost(IActorRef gone)
    {
        foreach (var trainer in _trainers.Where(pair => pair.Value.Equals(gone)).Select(pair => pair.Key).ToList())
        {
            _trainers.Remove(trainer);
            _heard.Remove(trainer);
            Execute(now => _state.Decide(new CoordinatorProtocol.TrainerLost(trainer), now));
        }
    }

    private void Execute(Func<DateTimeOffset, IReadOnlyList<Effect>> decide)
    {
        var now = _time.GetUtcNow();
        var effects = decide(now);
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case Effect.Write write:
                    _changes.Add(write.Change);
                    break;
                case Effect.Record record:
                    _changes.Add(record.Change);
                    if (!Timers.IsTimerActive(nameof(RecordsDue))) Timers.StartSingleTimer(nameof(RecordsDue), new RecordsDue(), RecordsWait);
                    break;
                case Effect.Show show:
                    _observer.Tell(show.Event);
                    break;
                default:
                    _after.Add(effect);
                    if (effect is Effect.Announce announce && StageMessages.Of(announce.Event, now) is { } message) _changes.Add(message);
                    break;
            }
        }
        Flush(due: effects.Any(effect => effect is not (Effect.Record or Effect.Show)));
    }

    private void Flush(bool due)
    {
        _due |= due;
        if (_writing || !_due) return;
        _due = false;
        if (_changes.Count == 0)
        {
            var effects = _after;
            _after = [];
            Deliver(effects);
            return;
        }
        _writing = true;
        _committing = _after;
        _writer.Tell(new StoreWriter.Batch(_changes));
        (_changes, _after) = ([], []);
    }

    private void Committed()
    {
        _writing = false;
        Deliver(_committing);
        Flush(due: false);
    }

    // The store holds what it held before. Nothing that depended on the change is told; the run ends, and the next one finds the work undone.
    private void Refused(StoreWriter.Refused refusal)
    {
        Dismiss(refusal.Kind);
        _observer.Tell(new SweepEvent.Stopping(refusal.Why));
        _observer.Tell(new SweepEvent.Ended(new SweepEnding(refusal.Kind, refusal.Why)));
        Context.Stop(Self);
    }

    private void Deliver(List<Effect> effects)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case Effect.Tell tell when _trainers.TryGetValue(tell.Trainer, out var trainer):
                    trainer.Tell(tell.Message);
                    break;
                case Effect.Announce announce:
                    _observer.Tell(announce.Event);
                    if (announce.Event is SweepEvent.Ended ended) End(ended.Ending.Kind);
                    break;
            }
        }
    }

    // Trainers of other processes go home; those who ask later are told then.
    private void End(EndingKind kind)
    {
        _sendsHome = kind != EndingKind.HandedOver;
        Dismiss(kind);
    }

    private void Dismiss(EndingKind kind)
    {
        foreach (var trainer in _trainers.Values.Where(trainer => kind != EndingKind.HandedOver || IsHere(trainer))) trainer.Tell(new TrainerProtocol.Drop());
    }
}
