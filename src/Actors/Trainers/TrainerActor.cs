using Akka.Actor;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Results;
using Sweeper.Actors.Scheduling;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Trainers;

/// <summary>Owns one device and the thread that trains on it; asks for work, keeps its lease alive, and always answers (law 5).</summary>
public sealed class TrainerActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);

    /// <summary>How often one that is to leave says what nobody has noted: the coordinator may be gone for good.</summary>
    public const int LastWords = 10;

    private readonly TrainerId _id;
    private readonly DeviceOffer _offer;
    private readonly ICanTell _coordinator;
    private readonly TrainerThread _thread;
    private readonly CancellationTokenSource _stop = new();
    private CancellationTokenSource _drop = new();
    private readonly List<CoordinatorProtocol.StageEnded> _unnoted = [];
    private AttemptId? _attempt;
    private AttemptId? _last;
    private StageProgress _progress = new();
    private bool _isHeld;
    private bool _isReady = true;
    private int _lastWords;

    /// <summary>Starts a trainer and its thread.</summary>
    public TrainerActor(TrainerId id, DeviceOffer offer, ICanTell coordinator, IStageRunner runner)
    {
        (_id, _offer, _coordinator) = (id, offer, coordinator);
        var self = Self;
        _thread = new TrainerThread($"trainer {id}", runner, (attempt, order, outcome) => self.Tell(new Ended(attempt, order.Key, outcome)), isWell => self.Tell(new Recovered(isWell)), _stop.Token);
        Receive<TrainerProtocol.WorkGranted>(Begin);
        Receive<TrainerProtocol.Noted>(noted => _unnoted.RemoveAll(ended => ended.Attempt == noted.Attempt));
        Receive<TrainerProtocol.DropAttempt>(drop =>
        {
            if (drop.Attempt == _attempt) _drop.Cancel();
        });
        Receive<TrainerProtocol.Hold>(_ => Hold(true));
        Receive<TrainerProtocol.GoOn>(_ => Hold(false));
        Receive<TrainerProtocol.Drop>(_ => _stop.Cancel());
        Receive<Ended>(End);
        Receive<Recovered>(Recover);
        Receive<Beat>(_ => SendBeat());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private sealed record Beat;

    private sealed record Ended(AttemptId Attempt, StageKey Stage, StageOutcome Outcome);

    private sealed record Recovered(bool IsWell);

    /// <summary>The props of a trainer.</summary>
    public static Props Props(TrainerId id, DeviceOffer offer, ICanTell coordinator, IStageRunner runner) =>
        Akka.Actor.Props.Create(() => new TrainerActor(id, offer, coordinator, runner));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("beat", new Beat(), BeatEvery);
        RequestWork();
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stop.Cancel();
        _thread.Dispose();
    }

    private void Begin(TrainerProtocol.WorkGranted granted)
    {
        // Said again because its first saying may have been lost. Attempts are numbered in the order of granting.
        if (granted.Attempt.Value <= (_attempt ?? _last)?.Value) return;
        if (_attempt is not null)
        {
            // A coordinator that has taken over meets a request of before.
            Say(new(_id, granted.Attempt, granted.Order.Key, new StageOutcome.Cancelled("its trainer was at work")));
            return;
        }
        (_attempt, _isReady) = (granted.Attempt, false);
        _progress = new StageProgress();
        // A grant that waited for the disk may come after the word to hold.
        Hold(_isHeld);
        _drop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        _thread.Give(granted.Attempt, granted.Order, _progress, _drop.Token);
    }

    private void Hold(bool hold)
    {
        _isHeld = hold;
        if (hold) _progress.Hold();
        else _progress.GoOn();
    }

    private void End(Ended ended)
    {
        SendEpochs(ended.Attempt);
        (_last, _attempt) = (_attempt, null);
        _drop.Dispose();
        Say(new(_id, ended.Attempt, ended.Stage, ended.Outcome));
    }

    // A device that is lost must not take one training after the other only to fail it: its trainer asks for none until the device works, and leaves when it does not.
    private void Recover(Recovered recovered)
    {
        _isReady = true;
        if (!recovered.IsWell) _stop.Cancel();
        else if (_attempt is null && !_stop.IsCancellationRequested) RequestWork();
    }

    private void Say(CoordinatorProtocol.StageEnded ended)
    {
        _unnoted.Add(ended);
        _coordinator.Tell(ended, Self);
    }

    private void RequestWork() => _coordinator.Tell(new CoordinatorProtocol.RequestWork(_id, _offer, _last), Self);

    // What a trainer has found is kept and said until it is noted, and an idle one asks again: what was lost, or met a coordinator that has gone, costs a second.
    private void SendBeat()
    {
        foreach (var ended in _unnoted) _coordinator.Tell(ended, Self);
        if (_attempt is { } attempt)
        {
            SendEpochs(attempt);
            _coordinator.Tell(new CoordinatorProtocol.Heartbeat(_id, attempt, _progress.Step, _progress.LastStep, _progress.IsHeld), Self);
        }
        else if (!_stop.IsCancellationRequested)
        {
            if (_isReady) RequestWork();
        }
        else if (_unnoted.Count == 0 || ++_lastWords == LastWords)
        {
            // Told to ask for nothing more, and a grant that was on its way then has been given back.
            Context.Stop(Self);
        }
    }

    private void SendEpochs(AttemptId attempt)
    {
        if (_progress.TakeEpochs() is { IsEmpty: false } epochs) _coordinator.Tell(new CoordinatorProtocol.EpochsEnded(_id, attempt, epochs), Self);
    }
}
