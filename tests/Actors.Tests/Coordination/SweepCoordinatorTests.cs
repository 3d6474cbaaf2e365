using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;

namespace Sweeper.Actors.Tests.Coordination;

public class SweepCoordinatorTests : Akka.TestKit.Xunit.TestKit
{
    // Three chains of one stage each: s0, s1, s2.
    private readonly SweepPlan _plan = Sweeps.Plan(Sweeps.Winning(seeds: 3) with { EvaluatedRounds = [0] });
    private readonly TestProbe _observer;
    private readonly TestProbe _first;
    private readonly TestProbe _second;

    public SweepCoordinatorTests()
        : base(Clocked.Hocon)
    {
        (_observer, _first, _second) = (CreateTestProbe("observer"), CreateTestProbe("first"), CreateTestProbe("second"));
    }

    [Fact]
    public void A_grant_leaves_only_when_its_attempt_is_stored()
    {
        using var store = new FakeStore { Holds = true };
        var coordinator = Start(store);
        Ask(coordinator, _first);
        store.AwaitCommit();
        // The coordinator answers while the disk works: what it says of itself comes after what it would have told.
        coordinator.Tell(new SweepCoordinator.GetStatus(), _first);
        Assert.Equal(1, _first.ExpectMsg<SweepStatus>().Running);
        Assert.False(_observer.HasMessages);
        store.Let();
        Assert.Equal(_plan.Stages[0].Key, _first.ExpectMsg<TrainerProtocol.WorkGranted>().Order.Key);
        _observer.ExpectMsg<SweepEvent.Started>();
        Assert.IsType<StoreWrite.OpenAttempt>(Assert.Single(Assert.Single(store.Batches)));
    }

    [Fact]
    public void Changes_that_come_during_a_commit_go_together_in_the_next()
    {
        using var store = new FakeStore { Holds = true };
        var coordinator = Start(store);
        Ask(coordinator, _first);
        store.AwaitCommit();
        Ask(coordinator, _second);
        Ask(coordinator, CreateTestProbe("third"));
        coordinator.Tell(new SweepCoordinator.GetStatus(), _second);
        _second.ExpectMsg<SweepStatus>();
        store.Let();
        store.AwaitCommit();
        store.Let();
        _second.ExpectMsg<TrainerProtocol.WorkGranted>();
        Assert.Equal([1, 2], store.Batches.Select(batch => batch.Count));
    }

    [Fact]
    public void A_result_is_announced_when_it_is_stored()
    {
        using var store = new FakeStore { Holds = true };
        var coordinator = Start(store);
        var granted = Granted(coordinator, store, _first);
        Complete(coordinator, _first, granted);
        store.AwaitCommit();
        coordinator.Tell(new SweepCoordinator.GetStatus(), _first);
        Assert.Equal(1, _first.ExpectMsg<SweepStatus>().Done);
        Assert.False(_observer.HasMessages);
        store.Let();
        Assert.Equal(_plan.Stages[0], _observer.ExpectMsg<SweepEvent.Completed>().Stage);
    }

    [Fact]
    public void An_end_is_noted_when_it_is_stored_and_as_often_as_it_is_said()
    {
        using var store = new FakeStore { Holds = true };
        var coordinator = Start(store);
        var granted = Granted(coordinator, store, _first);
        Complete(coordinator, _first, granted);
        store.AwaitCommit();
        Complete(coordinator, _first, granted);
        coordinator.Tell(new SweepCoordinator.GetStatus(), _first);
        _first.ExpectMsg<SweepStatus>();
        store.Let();
        Assert.Equal(granted.Attempt, _first.ExpectMsg<TrainerProtocol.Noted>().Attempt);
        _first.ExpectMsg<TrainerProtocol.Noted>();
    }

    [Fact]
    public void The_end_of_an_attempt_of_a_later_coordinator_is_left_to_that()
    {
        using var store = new FakeStore();
        var coordinator = Start(store);
        coordinator.Tell(new CoordinatorProtocol.StageEnded(Id(_first), new(100), _plan.Stages[0].Key, new StageOutcome.Cancelled()), _first);
        Ask(coordinator, _first);
        _first.ExpectMsg<TrainerProtocol.WorkGranted>();
    }

    [Fact]
    public void A_trainer_that_speaks_from_another_place_has_lost_what_it_had()
    {
        using var store = new FakeStore();
        var coordinator = Start(store);
        var granted = Granted(coordinator, store, _first);
        coordinator.Tell(new CoordinatorProtocol.RequestWork(Id(_first), Offers.Cpu), _second);
        Assert.Equal(granted.Order.Key, _second.ExpectMsg<TrainerProtocol.WorkGranted>().Order.Key);
        // The place before is not listened to for its end any more.
        Sys.Stop(_first);
        coordinator.Tell(new SweepCoordinator.GetStatus(), _second);
        Assert.Equal(1, _second.ExpectMsg<SweepStatus>().Running);
    }

    [Fact]
    public void A_trainer_that_holds_by_the_word_of_another_coordinator_is_told_to_go_on()
    {
        using var store = new FakeStore();
        var coordinator = Start(store, held: [new(new(1), _plan.Stages[0].Key, Id(_first).Name)]);
        coordinator.Tell(new CoordinatorProtocol.Heartbeat(Id(_first), new(1), 5, 20, IsHeld: true), _first);
        _first.ExpectMsg<TrainerProtocol.GoOn>();
    }

    [Fact]
    public void Who_asks_when_all_is_done_is_sent_home()
    {
        using var store = new FakeStore();
        var coordinator = Start(store, results: _plan.Stages.Select(stage => stage.Key));
        _observer.ExpectMsg<SweepEvent.Ended>();
        Ask(coordinator, _first);
        _first.ExpectMsg<TrainerProtocol.Drop>();
    }

    [Fact]
    public void Epochs_wait_a_second_for_a_commit_to_go_with()
    {
        using var store = new FakeStore();
        var coordinator = Start(store);
        var granted = Granted(coordinator, store, _first);
        SendEpoch(coordinator, granted, 1);
        SendEpoch(coordinator, granted, 2);
        Ask(coordinator, _second);
        _second.ExpectMsg<TrainerProtocol.WorkGranted>();
        Assert.Equal([typeof(StoreWrite.AddEpochs), typeof(StoreWrite.AddEpochs), typeof(StoreWrite.OpenAttempt)], store.Batches[1].Select(write => write.GetType()));
        SendEpoch(coordinator, granted, 3);
        coordinator.Tell(new SweepCoordinator.GetStatus(), _first);
        _first.ExpectMsg<SweepStatus>();
        Assert.Equal(2, store.Batches.Count);
        ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(1));
        AwaitAssert(() => Assert.Equal(3, Assert.IsType<StoreWrite.AddEpochs>(Assert.Single(store.Batches[2])).Epochs.Single().Epoch));
    }

    [Fact]
    public void A_failure_is_stored_with_what_was_decided_about_it()
    {
        using var store = new FakeStore();
        var coordinator = Start(store);
        var granted = Granted(coordinator, store, _first);
        coordinator.Tell(new CoordinatorProtocol.StageEnded(Id(_first), granted.Attempt, granted.Order.Key, Outcomes.Failed()), _first);
        _observer.ExpectMsg<SweepEvent.Retried>();
        var message = Assert.IsType<StoreWrite.AddMessage>(store.Batches[1][^1]);
        Assert.Equal((granted.Order.Key, "to be tried again: 1 of 3 attempts have failed"), (message.Stage, message.Text));
    }

    [Theory]
    [InlineData(true, EndingKind.NoSpace, "full")]
    [InlineData(false, EndingKind.Broken, "the result store cannot be written: broken")]
    public void A_refused_commit_ends_the_run_with_the_reason(bool noSpace, EndingKind kind, string why)
    {
        using var store = new FakeStore { Refusal = noSpace ? new NoSpaceException("full") : new StoreException("broken") };
        var coordinator = Watch(Start(store));
        Ask(coordinator, _first);
        _first.ExpectMsg<TrainerProtocol.Drop>();
        Assert.Equal(why, _observer.ExpectMsg<SweepEvent.Stopping>().Why);
        Assert.Equal(new SweepEnding(kind, why), _observer.ExpectMsg<SweepEvent.Ended>().Ending);
        ExpectTerminated(coordinator);
    }

    [Fact]
    public void An_interrupt_drops_what_is_in_flight_and_ends_when_it_is_dropped()
    {
        using var store = new FakeStore();
        var coordinator = Start(store);
        var granted = Granted(coordinator, store, _first);
        coordinator.Tell(new SweepCoordinator.Interrupt());
        _first.ExpectMsg<TrainerProtocol.Drop>();
        _observer.ExpectMsg<SweepEvent.Stopping>();
        coordinator.Tell(new CoordinatorProtocol.StageEnded(Id(_first), granted.Attempt, granted.Order.Key, new StageOutcome.Cancelled()), _first);
        Assert.Equal(EndingKind.Interrupted, _observer.ExpectMsg<SweepEvent.Ended>().Ending.Kind);
    }

    [Fact]
    public void A_dead_trainers_stage_goes_to_the_next()
    {
        using var store = new FakeStore();
        var coordinator = Start(store);
        var granted = Granted(coordinator, store, _first);
        Sys.Stop(_first);
        // The stage is the first in the plan's order, so whoever asks once it is free gets it.
        AwaitAssert(() =>
        {
            coordinator.Tell(new SweepCoordinator.GetStatus(), TestActor);
            Assert.Equal(0, ExpectMsg<SweepStatus>().Running);
        });
        Ask(coordinator, _second);
        var again = _second.ExpectMsg<TrainerProtocol.WorkGranted>();
        Assert.Equal(granted.Order.Key, again.Order.Key);
        Assert.NotEqual(granted.Attempt, again.Attempt);
    }

    [Fact]
    public void A_silent_trainers_lease_runs_out()
    {
        using var store = new FakeStore();
        var clock = new TestClock();
        var coordinator = Start(store, clock);
        Granted(coordinator, store, _first);
        for (var passed = TimeSpan.Zero; passed < SweepState.LeaseTime; passed += TimeSpan.FromSeconds(5))
        {
            clock.Now += TimeSpan.FromSeconds(5);
            ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(5));
            // It has looked around by then.
            coordinator.Tell(new SweepCoordinator.GetStatus(), TestActor);
            ExpectMsg<SweepStatus>();
        }
        AwaitAssert(() => Assert.Contains(store.Batches.SelectMany(batch => batch), write => write is StoreWrite.CloseAttempt { Outcome: StageOutcome.Cancelled }));
    }

    [Fact]
    public void No_work_starts_on_a_full_disk()
    {
        using var store = new FakeStore();
        var coordinator = Start(store, noRoom: () => "the disk is nearly full");
        Ask(coordinator, _first);
        Assert.Equal("the disk is nearly full", _observer.ExpectMsg<SweepEvent.Stopping>().Why);
        Assert.Equal(EndingKind.NoSpace, _observer.ExpectMsg<SweepEvent.Ended>().Ending.Kind);
        Assert.Empty(store.Batches);
    }

    [Fact]
    public void A_fault_of_the_coordinator_ends_the_run()
    {
        using var store = new FakeStore();
        var coordinator = Watch(Start(store, noRoom: () => throw new InvalidOperationException("impossible")));
        Ask(coordinator, _first);
        const string why = "the coordinator failed (InvalidOperationException: impossible); this is a fault of the program, finished work is kept";
        Assert.Equal(why, _observer.ExpectMsg<SweepEvent.Stopping>().Why);
        Assert.Equal(new SweepEnding(EndingKind.Broken, why), _observer.ExpectMsg<SweepEvent.Ended>().Ending);
        ExpectTerminated(coordinator);
    }

    [Fact]
    public void A_sweep_with_nothing_to_do_ends_without_a_trainer()
    {
        using var store = new FakeStore();
        Start(store, results: _plan.Stages.Select(stage => stage.Key));
        Assert.Equal(EndingKind.Whole, _observer.ExpectMsg<SweepEvent.Ended>().Ending.Kind);
    }

    private IActorRef Start(FakeStore store, TimeProvider? time = null, IEnumerable<StageKey>? results = null, Func<string?>? noRoom = null, params ImmutableArray<HeldAttempt> held)
    {
        var state = new SweepState(new SweepStart(
            _plan, new FailurePolicy(), (results ?? []).ToDictionary(key => key, _ => new StoredResult(90, 100, 1, 5)), new Dictionary<ArtifactKey, Digest>(), new Dictionary<StageKey, StageTrouble>(), new(held.IsDefaultOrEmpty ? 1 : 10))
        { Held = held.IsDefault ? [] : held });
        return Sys.ActorOf(SweepCoordinator.Props(state, store, _observer, noRoom ?? (() => null), time ?? new TestClock()), "coordinator");
    }

    private static TrainerId Id(TestProbe probe) => new(probe.Ref.Path.Name);

    private static void Ask(IActorRef coordinator, TestProbe trainer) => coordinator.Tell(new CoordinatorProtocol.RequestWork(Id(trainer), Offers.Cpu), trainer);

    private TrainerProtocol.WorkGranted Granted(IActorRef coordinator, FakeStore store, TestProbe trainer)
    {
        Ask(coordinator, trainer);
        store.AwaitCommit();
        if (store.Holds) store.Let();
        var granted = trainer.ExpectMsg<TrainerProtocol.WorkGranted>();
        _observer.ExpectMsg<SweepEvent.Started>();
        return granted;
    }

    private void SendEpoch(IActorRef coordinator, TrainerProtocol.WorkGranted granted, int epoch) => coordinator.Tell(
        new CoordinatorProtocol.EpochsEnded(Id(_first), granted.Attempt, [new EpochRecord(epoch, 9, 0.5, 100, 50, 0.1, 1)]), _first);

    private static void Complete(IActorRef coordinator, TestProbe trainer, TrainerProtocol.WorkGranted granted) => coordinator.Tell(
        new CoordinatorProtocol.StageEnded(Id(trainer), granted.Attempt, granted.Order.Key, Outcomes.Completed(granted.Order.Outputs)), trainer);

    private sealed class TestClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
