using System.Collections.Concurrent;
using Akka.Actor;
using Akka.TestKit;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Keys;

namespace Sweeper.Actors.Tests.Coordination;

/// <summary>A coordinator whose trainers are on other machines, where it cannot watch them.</summary>
public class RemoteTrainerTests : Akka.TestKit.Xunit.TestKit
{
    private static readonly TrainerId Trainer = new("a/cpu:0");

    private readonly SweepPlan _plan = Sweeps.Plan(Sweeps.Winning(seeds: 3) with { EvaluatedRounds = [0] });
    private readonly TestClock _clock = new();
    private readonly TestProbe _observer;
    private readonly IActorRef _coordinator;

    public RemoteTrainerTests()
        : base(Clocked.Hocon)
    {
        _observer = CreateTestProbe("observer");
        var state = new SweepState(new SweepStart(
            _plan, new FailurePolicy(), new Dictionary<StageKey, StoredResult>(), new Dictionary<ArtifactKey, Digest>(), new Dictionary<StageKey, StageTrouble>(), new(1)));
        _coordinator = Sys.ActorOf(SweepCoordinator.Props(state, new FakeStore(), _observer, () => null, _clock), "coordinator");
    }

    [Fact]
    public void One_that_has_started_again_under_its_name_and_says_nothing_more_at_first_is_no_fault()
    {
        Ask(port: 7001);
        _observer.ExpectMsg<SweepEvent.Started>();
        Ask(port: 7002);
        _observer.ExpectMsg<SweepEvent.Started>();
        Pass(5);
        Assert.Equal([Trainer], Status().Trainers);
    }

    [Fact]
    public void One_that_is_silent_for_half_a_minute_is_lost()
    {
        Ask(port: 7001);
        _observer.ExpectMsg<SweepEvent.Started>();
        for (var second = 0; second < 30; second += 5) Pass(5);
        Assert.Empty(Status().Trainers);
        Assert.Equal(0, Status().Running);
    }

    [Fact]
    public void Nobody_was_silent_while_the_coordinator_itself_stood_still()
    {
        Ask(port: 7001);
        _observer.ExpectMsg<SweepEvent.Started>();
        _clock.Now += TimeSpan.FromMinutes(5);
        Pass(5);
        Assert.Equal((1, 1), (Status().Trainers.Length, Status().Running));
        for (var second = 0; second < 30; second += 5) Pass(5);
        Assert.Equal((0, 0), (Status().Trainers.Length, Status().Running));
    }

    [Fact]
    public void The_word_to_drop_is_said_again_to_one_that_trains_on()
    {
        var place = new Elsewhere(Sys, 7001);
        Ask(place);
        _observer.ExpectMsg<SweepEvent.Started>();
        _coordinator.Tell(new SweepCoordinator.Interrupt());
        AwaitAssert(() => Assert.IsType<TrainerProtocol.Drop>(place.Told.Last()));
        var before = place.Told.Count;
        _coordinator.Tell(new CoordinatorProtocol.Heartbeat(Trainer, new(1), 3, 20, IsHeld: false), place);
        AwaitAssert(() => Assert.Equal((before + 1, true), (place.Told.Count, place.Told.Last() is TrainerProtocol.Drop)));
    }

    private void Ask(int port) => Ask(new Elsewhere(Sys, port));

    private void Ask(IActorRef place) => _coordinator.Tell(new CoordinatorProtocol.RequestWork(Trainer, Offers.Cpu), place);

    private SweepStatus Status()
    {
        _coordinator.Tell(new SweepCoordinator.GetStatus(), TestActor);
        return ExpectMsg<SweepStatus>();
    }

    private void Pass(int seconds)
    {
        _clock.Now += TimeSpan.FromSeconds(seconds);
        ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(seconds));
        // It has looked around by then.
        Status();
    }

    private sealed class Elsewhere(ActorSystem system, int port) : MinimalActorRef
    {
        public override ActorPath Path { get; } = new RootActorPath(new Address("akka.ssl.tcp", "sweeper", "gpu-box", port)) / "user" / "trainer";

        public ConcurrentQueue<object> Told { get; } = [];

        protected override void TellInternal(object message, IActorRef sender) => Told.Enqueue(message);

        public override IActorRefProvider Provider => ((ExtendedActorSystem)system).Provider;
    }
}
