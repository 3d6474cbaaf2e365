using System.Collections.Immutable;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Scheduling;
using Sweeper.Actors.Specs;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Support;

/// <summary>A <see cref="SweepState"/> on the table, with a clock of its own: commands by short names in, effects as lines out.</summary>
internal sealed class Table
{
    public Table(
        SweepPlan plan,
        FailurePolicy? policy = null,
        IEnumerable<int>? stored = null,
        IEnumerable<ArtifactKey>? lost = null,
        Dictionary<StageKey, StageTrouble>? troubles = null,
        IEnumerable<(int Attempt, StageKey Stage, string Trainer)>? held = null,
        bool isPaused = false,
        bool trainersShareProcess = true)
    {
        Plan = plan;
        var done = (stored ?? []).Select(number => plan.Stages[number]).ToList();
        var artifacts = Outcomes.ArtifactsOf(done);
        foreach (var key in lost ?? []) artifacts.Remove(key);
        State = new SweepState(new SweepStart(
            plan, policy ?? new FailurePolicy(), done.ToDictionary(stage => stage.Key, _ => new StoredResult(90, 100, 1, 5)), artifacts, troubles ?? [], new AttemptId(held is null ? 1 : 10))
        {
            TrainersShareProcess = trainersShareProcess,
            IsPaused = isPaused,
            Held = [.. (held ?? []).Select(each => new HeldAttempt(new(each.Attempt), each.Stage, each.Trainer))],
        });
    }

    public SweepPlan Plan { get; }

    public SweepState State { get; }

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public void Wait(TimeSpan time) => Now += time;

    public IReadOnlyList<string> Begin() => Lines(State.Begin(Now));

    public IReadOnlyList<string> Ask(string trainer, long? last = null) => Ask(trainer, Offers.Cpu, last);

    public IReadOnlyList<string> Ask(string trainer, DeviceOffer offer, long? last = null) =>
        Decide(new CoordinatorProtocol.RequestWork(new(trainer), offer, last is { } attempt ? new(attempt) : null));

    public IReadOnlyList<string> Beat(string trainer, long attempt, long step = 5, bool isHeld = false) =>
        Decide(new CoordinatorProtocol.Heartbeat(new(trainer), new(attempt), step, 20, isHeld));

    public IReadOnlyList<string> Pause() => Lines(State.Pause(Now));

    public IReadOnlyList<string> Resume() => Lines(State.Resume(Now));

    public IReadOnlyList<string> Retry(string? prefix = null) => Lines(State.Retry(Now, prefix));

    /// <summary>Heartbeats every second for some time, each with the step of its second; what the last of them leads to.</summary>
    public IReadOnlyList<string> Beats(string trainer, long attempt, int seconds, Func<int, long> step)
    {
        IReadOnlyList<string> effects = [];
        for (var second = 1; second <= seconds && effects.Count == 0; second++)
        {
            Wait(TimeSpan.FromSeconds(1));
            effects = Beat(trainer, attempt, step(second));
        }
        return effects;
    }

    public IReadOnlyList<string> Epochs(string trainer, long attempt, params ImmutableArray<EpochRecord> epochs) =>
        Decide(new CoordinatorProtocol.EpochsEnded(new(trainer), new(attempt), epochs));

    public IReadOnlyList<string> Lose(string trainer) => Decide(new CoordinatorProtocol.TrainerLost(new(trainer)));

    public IReadOnlyList<string> Complete(string trainer, long attempt, int stage, double seconds = 1) => End(trainer, attempt, stage, Outcomes.Completed(Plan.Stages[stage].Outputs, seconds: seconds));

    public IReadOnlyList<string> End(string trainer, long attempt, int stage, StageOutcome outcome) =>
        Decide(new CoordinatorProtocol.StageEnded(new(trainer), new(attempt), Plan.Stages[stage].Key, outcome));

    public IReadOnlyList<string> Tick() => Lines(State.Tick(Now));

    public IReadOnlyList<string> Stop(EndingKind kind = EndingKind.Interrupted) => Lines(State.Stop(new SweepEnding(kind, null), Now));

    /// <summary>The states of all stages, by number.</summary>
    public IEnumerable<StageState> States => Plan.Stages.Select(stage => State[stage]);

    private IReadOnlyList<string> Decide(CoordinatorProtocol.ICommand command) => Lines(State.Decide(command, Now));

    private IReadOnlyList<string> Lines(IEnumerable<Effect> effects) => [.. effects.Select(effect => EffectText.Of(Plan, effect))];
}
