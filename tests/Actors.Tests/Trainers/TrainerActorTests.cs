using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Tests.Support;
using Sweeper.Actors.Trainers;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Trainers;

public class TrainerActorTests : Akka.TestKit.Xunit.TestKit
{
    private static readonly TrainerId Id = new("cpu:0");

    private readonly PlannedStage _stage = Sweeps.Plan(Sweeps.Winning()).Stages[0];
    private readonly TestProbe _coordinator;
    private readonly FakeRunner _runner = new();

    public TrainerActorTests()
        : base(Clocked.Hocon)
    {
        _coordinator = CreateTestProbe("coordinator");
    }

    [Fact]
    public void A_trainer_asks_for_work_trains_reports_and_asks_again()
    {
        var trainer = Start(_runner);
        Grant(trainer);
        _runner.AwaitOrder();
        _runner.End(Outcomes.Completed(_stage.Outputs));
        var ended = _coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>();
        Assert.Equal((Id, 1, _stage.Key), (ended.Trainer, ended.Attempt.Value, ended.Stage));
        Assert.IsType<StageOutcome.Completed>(ended.Outcome);
        _coordinator.ExpectMsg<CoordinatorProtocol.RequestWork>();
    }

    [Fact]
    public void An_end_is_said_every_second_until_it_is_noted()
    {
        var trainer = Start(_runner);
        Grant(trainer);
        _runner.End(Outcomes.Completed(_stage.Outputs));
        var ended = _coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>();
        Assert.Equal(1, _coordinator.ExpectMsg<CoordinatorProtocol.RequestWork>().Last!.Value.Value);
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(ended, _coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>());
        _coordinator.ExpectMsg<CoordinatorProtocol.RequestWork>();
        // Also while it works at the next.
        Grant(trainer, 2);
        _runner.AwaitOrder();
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(ended, _coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>());
        Assert.Equal(2, _coordinator.ExpectMsg<CoordinatorProtocol.Heartbeat>().Attempt.Value);
        trainer.Tell(new TrainerProtocol.Noted(new(7)));
        trainer.Tell(new TrainerProtocol.Noted(new(1)));
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(2, _coordinator.ExpectMsg<CoordinatorProtocol.Heartbeat>().Attempt.Value);
    }

    [Fact]
    public void A_grant_said_again_is_ignored_and_one_that_meets_a_trainer_at_work_is_given_back()
    {
        var trainer = Start(_runner);
        Grant(trainer, 5);
        _runner.AwaitOrder();
        Grant(trainer, 5);
        Grant(trainer, 4);
        Grant(trainer, 6);
        var refused = _coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>();
        Assert.Equal((6, true), (refused.Attempt.Value, refused.Outcome is StageOutcome.Cancelled));
        trainer.Tell(new TrainerProtocol.Noted(new(6)));
        _runner.End(Outcomes.Completed(_stage.Outputs));
        Assert.Equal(5, _coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>().Attempt.Value);
    }

    [Fact]
    public void A_trainer_answers_while_it_trains()
    {
        var trainer = Start(_runner);
        Grant(trainer);
        _runner.AwaitOrder();
        for (var beat = 0; beat < 3; beat++)
        {
            Pass(TimeSpan.FromSeconds(1));
            Assert.Equal(1, _coordinator.ExpectMsg<CoordinatorProtocol.Heartbeat>().Attempt.Value);
        }
        trainer.Tell(new Identify(7), TestActor);
        Assert.Equal(trainer, ExpectMsg<ActorIdentity>().Subject);
        Assert.False(_runner.Thread!.IsThreadPoolThread);
        Assert.True(_runner.Thread.IsBackground);
    }

    [Fact]
    public void An_idle_trainer_asks_again_every_second()
    {
        Start(_runner);
        for (var beat = 0; beat < 3; beat++)
        {
            Pass(TimeSpan.FromSeconds(1));
            Assert.Equal(Id, _coordinator.ExpectMsg<CoordinatorProtocol.RequestWork>().Trainer);
        }
    }

    [Fact]
    public void A_dropped_trainer_stops_training_and_asks_for_nothing_more()
    {
        var trainer = Start(_runner);
        Grant(trainer);
        _runner.AwaitOrder();
        trainer.Tell(new TrainerProtocol.Drop());
        Assert.IsType<StageOutcome.Cancelled>(_coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>().Outcome);
        trainer.Tell(new TrainerProtocol.Noted(new(1)));
        Pass(TimeSpan.FromSeconds(1));
        trainer.Tell(new Identify(7), _coordinator);
        _coordinator.ExpectMsg<ActorIdentity>();
    }

    [Fact]
    public void A_dropped_trainer_leaves_in_the_end_also_where_nobody_notes_what_it_says()
    {
        var trainer = Start(_runner);
        Watch(trainer);
        Grant(trainer);
        _runner.AwaitOrder();
        trainer.Tell(new TrainerProtocol.Drop());
        var ended = _coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>();
        for (var beat = 0; beat < TrainerActor.LastWords; beat++)
        {
            Pass(TimeSpan.FromSeconds(1));
            Assert.Equal(ended, _coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>());
        }
        ExpectTerminated(trainer);
    }

    [Fact]
    public void Epochs_go_with_the_heartbeat_and_the_last_ones_before_the_end()
    {
        var trainer = Start(_runner);
        Grant(trainer);
        _runner.AwaitOrder();
        var epoch = new EpochRecord(1, 3, 0.5, 100, 50, 0.1, 1);
        _runner.Progress.Add(epoch);
        _runner.Progress.Add(epoch with { Epoch = 2 });
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal([1, 2], _coordinator.ExpectMsg<CoordinatorProtocol.EpochsEnded>().Epochs.Select(sent => sent.Epoch));
        _coordinator.ExpectMsg<CoordinatorProtocol.Heartbeat>();
        Pass(TimeSpan.FromSeconds(1));
        _coordinator.ExpectMsg<CoordinatorProtocol.Heartbeat>();
        _runner.Progress.Add(epoch with { Epoch = 3 });
        _runner.End(Outcomes.Completed(_stage.Outputs));
        Assert.Equal(3, Assert.Single(_coordinator.ExpectMsg<CoordinatorProtocol.EpochsEnded>().Epochs).Epoch);
        _coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>();
    }

    [Fact]
    public void A_trainer_told_to_drop_an_attempt_stops_that_training_and_asks_for_another()
    {
        var trainer = Start(_runner);
        Grant(trainer);
        _runner.AwaitOrder();
        trainer.Tell(new TrainerProtocol.DropAttempt(new(7)));
        Pass(TimeSpan.FromSeconds(1));
        _coordinator.ExpectMsg<CoordinatorProtocol.Heartbeat>();
        trainer.Tell(new TrainerProtocol.DropAttempt(new(1)));
        Assert.IsType<StageOutcome.Cancelled>(_coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>().Outcome);
        _coordinator.ExpectMsg<CoordinatorProtocol.RequestWork>();
        Grant(trainer, 8);
        _runner.AwaitOrder();
        _runner.End(Outcomes.Completed(_stage.Outputs));
        Assert.IsType<StageOutcome.Completed>(_coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>().Outcome);
    }

    [Fact]
    public void A_trainer_whose_thread_does_not_come_back_beats_on_and_asks_for_nothing()
    {
        using var never = new ManualResetEventSlim();
        var trainer = Start(_runner);
        Grant(trainer);
        _runner.EndBy(() =>
        {
            never.Wait();
            return new StageOutcome.Cancelled();
        });
        _runner.AwaitOrder();
        trainer.Tell(new TrainerProtocol.DropAttempt(new(1)));
        Pass(TimeSpan.FromSeconds(1));
        _coordinator.ExpectMsg<CoordinatorProtocol.Heartbeat>();
        never.Set();
        _coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>();
        _coordinator.ExpectMsg<CoordinatorProtocol.RequestWork>();
    }

    [Fact]
    public void A_grant_that_comes_after_the_drop_is_given_back()
    {
        var trainer = Start(_runner);
        trainer.Tell(new TrainerProtocol.Drop());
        Grant(trainer);
        Assert.IsType<StageOutcome.Cancelled>(_coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>().Outcome);
    }

    [Fact]
    public void A_device_that_cannot_be_prepared_fails_its_attempts()
    {
        var trainer = Start(new FakeRunner { Broken = new InvalidOperationException("no libtorch") });
        Grant(trainer);
        Assert.Equal(new StageOutcome.Failed(FailureCause.Error, "no libtorch"), _coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>().Outcome);
    }

    [Fact]
    public void A_runner_that_throws_fails_its_attempt_and_runs_the_next()
    {
        var trainer = Start(_runner);
        Grant(trainer);
        _runner.EndBy(() => throw new InvalidOperationException("a bug"));
        Assert.Equal(
            new StageOutcome.Failed(FailureCause.Error, "InvalidOperationException: a bug"),
            _coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>().Outcome);
        _coordinator.ExpectMsg<CoordinatorProtocol.RequestWork>();
        Grant(trainer, 2);
        _runner.End(Outcomes.Completed(_stage.Outputs));
        Assert.IsType<StageOutcome.Completed>(_coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>().Outcome);
    }

    [Fact]
    public void A_trainer_that_is_stopped_stops_its_training()
    {
        var trainer = Watch(Start(_runner));
        Grant(trainer);
        _runner.AwaitOrder();
        Sys.Stop(trainer);
        ExpectTerminated(trainer);
        Assert.True(_runner.Thread!.Join(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void A_trainer_whose_device_does_not_work_says_what_has_ended_and_asks_for_nothing_until_it_does()
    {
        using var works = new ManualResetEventSlim();
        var runner = new FakeRunner
        {
            Recovery = () =>
            {
                works.Wait();
                return true;
            },
        };
        var trainer = Start(runner);
        Grant(trainer);
        runner.End(Outcomes.Failed(FailureCause.Crash));
        _coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>();
        trainer.Tell(new TrainerProtocol.Noted(new(1)));
        Pass(TimeSpan.FromSeconds(1));
        trainer.Tell(new Identify(7), _coordinator);
        _coordinator.ExpectMsg<ActorIdentity>();
        works.Set();
        _coordinator.ExpectMsg<CoordinatorProtocol.RequestWork>();
    }

    [Fact]
    public void A_trainer_whose_device_is_lost_leaves_when_its_end_is_noted()
    {
        var runner = new FakeRunner { Recovery = () => false };
        var trainer = Watch(Start(runner));
        Grant(trainer);
        runner.End(Outcomes.Failed(FailureCause.Crash));
        _coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>();
        AwaitAssert(() =>
        {
            Pass(TimeSpan.FromSeconds(1));
            _coordinator.ExpectMsg<CoordinatorProtocol.StageEnded>();
        });
        trainer.Tell(new TrainerProtocol.Noted(new(1)));
        AwaitAssert(() =>
        {
            Pass(TimeSpan.FromSeconds(1));
            ExpectTerminated(trainer, TimeSpan.FromMilliseconds(100));
        });
    }

    private IActorRef Start(FakeRunner runner)
    {
        var trainer = Sys.ActorOf(TrainerActor.Props(Id, Offers.Cpu, _coordinator.Ref, runner), "trainer");
        _coordinator.ExpectMsg<CoordinatorProtocol.RequestWork>();
        return trainer;
    }

    private void Grant(IActorRef trainer, long attempt = 1) => trainer.Tell(new TrainerProtocol.WorkGranted(
        new(attempt), new StageOrder(_stage.Key, _stage.Spec, ImmutableDictionary<ArtifactKey, Digest>.Empty, _stage.Outputs)));

    private void Pass(TimeSpan time) => ((TestScheduler)Sys.Scheduler).Advance(time);
}
