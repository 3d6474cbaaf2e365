using Akka.Actor;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Results;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Trainers;

/// <summary>Owns one device and the thread that trains on it; asks for work, keeps its lease alive, and always answers (law 5).</summary>
public sealed class TrainerActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);

    private readonly TrainerId _id;
    private readonly ICanTell _coordinator;
    private readonly TrainerThread _thread;
    private readonly CancellationTokenSource _stop = new();
    private CancellationTokenSource _drop = new();
    private AttemptId? _attempt;
    private StageProgress _progress = new();
    private bool _isHeld;

    /// <summary>Starts a trainer and its thread.</summary>
    public TrainerActor(TrainerId id, ICanTell coordinator, IStageRunner runner)
    {
        (_id, _coordinator) = (id, coordinator);
        var self = Self;
        _thread = new TrainerThread($"trainer {id}", runner, (attempt, order, outcome) => self.Tell(new Ended(attempt, order.Key, outcome)));
        Receive<TrainerProtocol.WorkGranted>(Begin);
        Receive<TrainerProtocol.DropAttempt>(drop =>
        {
            if (drop.Attempt == _attempt) _drop.Cancel();
        });
        Receive<TrainerProtocol.Hold>(_ => Hold(true));
        Receive<TrainerProtocol.GoOn>(_ => Hold(false));
        Receive<TrainerProtocol.Drop>(_ => _stop.Cancel());
        Receive<Ended>(End);
        Receive<Beat>(_ => SendBeat());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private sealed record Beat;

    private sealed record Ended(AttemptId Attempt, StageKey Stage, StageOutcome Outcome);

    /// <summary>The props of a trainer.</summary>
    public static Props Props(TrainerId id, ICanTell coordinator, IStageRunner runner) =>
        Akka.Actor.Props.Create(() => new TrainerActor(id, coordinator, runner));

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
        _attempt = granted.Attempt;
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
        _attempt = null;
        _drop.Dispose();
        _coordinator.Tell(new CoordinatorProtocol.StageEnded(_id, ended.Attempt, ended.Stage, ended.Outcome), Self);
        if (!_stop.IsCancellationRequested) RequestWork();
    }

    private void RequestWork() => _coordinator.Tell(new CoordinatorProtocol.RequestWork(_id), Self);

    // An idle trainer asks again: a request that was lost, or met a coordinator that has restarted, costs a second.
    private void SendBeat()
    {
        if (_attempt is { } attempt)
        {
            SendEpochs(attempt);
            _coordinator.Tell(new CoordinatorProtocol.Heartbeat(_id, attempt, _progress.Step, _progress.LastStep, _progress.IsHeld), Self);
        }
        else if (!_stop.IsCancellationRequested)
        {
            RequestWork();
        }
    }

    private void SendEpochs(AttemptId attempt)
    {
        if (_progress.TakeEpochs() is { IsEmpty: false } epochs) _coordinator.Tell(new CoordinatorProtocol.EpochsEnded(_id, attempt, epochs), Self);
    }
}
