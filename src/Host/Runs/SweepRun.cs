using Akka.Actor;
using Sweeper.Actors;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Status;
using Sweeper.Host.Display;
using Sweeper.Host.Status;

namespace Sweeper.Host.Runs;

/// <summary>The actors that decide a run and tell of it, and no trainer: coordinator, aggregators, and the observer that feeds display and snapshots.</summary>
/// <param name="start">What it starts from.</param>
/// <param name="state">The decisions.</param>
/// <param name="store">Where results go; open to write for as long as the run lasts.</param>
/// <param name="display">Who shows it.</param>
/// <param name="snapshots">Who makes snapshots.</param>
/// <param name="hub">Where they go.</param>
internal sealed class SweepRun(SweepStart start, SweepState state, SweepStore store, RunDisplay display, SnapshotBuilder snapshots, StatusHub hub)
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<SweepEnding> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IActorRef> _aggregators = [];
    private readonly Lock _starting = new();
    private bool _interrupted;
    private SweepCoordinator.HandOver? _handedOver;

    /// <summary>How it ends.</summary>
    public Task<SweepEnding> Ended => _ended.Task;

    /// <summary>Who decides; nobody before <see cref="Begin"/>.</summary>
    public IActorRef Coordinator { get; private set; } = ActorRefs.Nobody;

    /// <summary>Starts the actors.</summary>
    /// <param name="where">Whose children they are.</param>
    /// <param name="trainers">How many trainings may be stored at a time, for the room that the disk must have.</param>
    /// <param name="hear">Called with each event before anybody is told; null is nobody.</param>
    public void Begin(IActorRefFactory where, int trainers, Action<SweepEvent>? hear = null)
    {
        var plan = start.Plan;
        foreach (var family in plan.Groups.GroupBy(group => group.Target))
            _aggregators.Add(where.ActorOf(Aggregator.Props(plan, [.. family], start.Results, start.SetAside), $"aggregator-{_aggregators.Count}"));
        var guard = new DiskGuard(store.Folder);
        var largest = plan.Stages.Select(stage => StoreSize.ArtifactsOf(stage, plan.ArchitectureOf(stage))).DefaultIfEmpty().Max();
        var observer = where.ActorOf(RunObserver.Props(plan, snapshots, hub, display, _aggregators, _ended, SteadyTime.Shared), "observer");
        var told = hear is null ? observer : where.ActorOf(EventTap.Props(hear, observer), "event-tap");
        lock (_starting)
        {
            Coordinator = where.ActorOf(SweepCoordinator.Props(state, store.Results, told, () => guard.Refusal(trainers * largest, largest), SteadyTime.Shared), "coordinator");
            if (_handedOver is not null) Coordinator.Tell(_handedOver);
            if (_interrupted) Coordinator.Tell(new SweepCoordinator.Interrupt());
        }
        observer.Tell(new RunObserver.Watch(Coordinator));
    }

    /// <summary>Asks the sweep to end, for those who stand by too: no new work, trainings in flight are dropped.</summary>
    public void Interrupt()
    {
        // At once: this process may not live to see the end, and nodes will have gone home by then.
        store.CancelStandbys();
        // A signal may come before there is a coordinator.
        lock (_starting)
        {
            _interrupted = true;
            Coordinator.Tell(new SweepCoordinator.Interrupt());
        }
    }

    /// <summary>Leaves the sweep to the coordinator that comes next; trainers of other processes keep what they hold.</summary>
    /// <param name="why">Why, for people; null where they have asked for it.</param>
    public void HandOver(string? why)
    {
        lock (_starting)
        {
            _handedOver = new SweepCoordinator.HandOver(why);
            Coordinator.Tell(_handedOver);
        }
    }

    /// <summary>Has the run do something; returns whether that changed anything.</summary>
    public Task<bool> Control(SweepCoordinator.IControl what, CancellationToken cancel)
    {
        lock (_starting) return Coordinator.Ask<bool>(what, AnswerTime, cancel);
    }

    /// <summary>Every row of the plan as it stands, with all seeds.</summary>
    public Task<IReadOnlyList<ResultGroup>> Rows() => Aggregator.RowsOf(_aggregators, AnswerTime);

    /// <summary>The actors have ended before the run has.</summary>
    public void Fail(Exception why) => _ended.TrySetException(why);
}
