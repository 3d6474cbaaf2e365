using Sweeper.Actors.Coordination;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Coordination;

/// <summary>Trainers that fall silent, die, come back late, or say things twice.</summary>
public class SweepStateLeaseTests
{
    // One chain: s0, s1, s2.
    private readonly Table _chain = new(Sweeps.Plan(Sweeps.Winning(rounds: 2)));

    [Fact]
    public void An_expired_lease_makes_the_stage_ready_again()
    {
        _chain.Ask("cpu:0");
        _chain.Wait(SweepState.LeaseTime - TimeSpan.FromSeconds(1));
        Assert.Empty(_chain.Tick());
        _chain.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(["write: close #1 of s0, cancelled"], _chain.Tick());
        Assert.Equal(StageState.Ready, _chain.States.First());
        Assert.Contains("tell cpu:1: #2 is s0", _chain.Ask("cpu:1"));
    }

    [Fact]
    public void Heartbeats_keep_a_lease()
    {
        _chain.Ask("cpu:0");
        for (var i = 0; i < 5; i++)
        {
            _chain.Wait(TimeSpan.FromMinutes(1));
            _chain.Beat("cpu:0", 1);
            Assert.Empty(_chain.Tick());
        }
        Assert.Single(_chain.State.Leases);
    }

    [Fact]
    public void A_heartbeat_for_a_lease_that_is_gone_changes_nothing()
    {
        _chain.Ask("cpu:0");
        _chain.Wait(SweepState.LeaseTime);
        _chain.Tick();
        Assert.Empty(_chain.Beat("cpu:0", 1));
        Assert.Empty(_chain.State.Leases);
    }

    [Fact]
    public void A_lost_trainer_gives_back_its_stage_at_once_and_to_who_waits()
    {
        _chain.Ask("cpu:0");
        _chain.Ask("cpu:1");
        Assert.Equal(
            ["write: close #1 of s0, cancelled", "write: open #2 of s0 by cpu:1", "tell cpu:1: #2 is s0", "announce: s0 started on cpu:1"],
            _chain.Lose("cpu:0"));
    }

    [Fact]
    public void A_lost_trainer_that_was_idle_gets_no_work()
    {
        _chain.Ask("cpu:0");
        _chain.Ask("cpu:1");
        Assert.Empty(_chain.Lose("cpu:1"));
        Assert.DoesNotContain(_chain.Complete("cpu:0", 1, 0), line => line.StartsWith("tell"));
        Assert.Contains("tell cpu:0: #2 is s1", _chain.Ask("cpu:0"));
    }

    [Fact]
    public void A_result_that_comes_after_its_lease_counts_once()
    {
        _chain.Ask("cpu:0");
        _chain.Wait(SweepState.LeaseTime);
        _chain.Tick();
        Assert.Equal(["write: close #1 of s0, completed", "announce: s0 completed on cpu:0, 90 of 100"], _chain.Complete("cpu:0", 1, 0));
        Assert.Equal(StageState.Done, _chain.States.First());
        Assert.Empty(_chain.Complete("cpu:0", 1, 0));
    }

    [Fact]
    public void A_late_result_of_a_stage_in_other_hands_counts_and_spares_the_other_the_rest()
    {
        _chain.Ask("cpu:0");
        _chain.Wait(SweepState.LeaseTime);
        _chain.Tick();
        _chain.Ask("cpu:1");
        Assert.Equal(
            ["tell cpu:1: drop #2", "write: close #2 of s0, cancelled", "write: close #1 of s0, completed", "announce: s0 completed on cpu:0, 90 of 100"],
            _chain.Complete("cpu:0", 1, 0));
        Assert.Empty(_chain.State.Leases);
        Assert.Empty(_chain.End("cpu:1", 2, 0, new StageOutcome.Cancelled()));
        Assert.Empty(_chain.Complete("cpu:1", 2, 0));
        Assert.Contains("tell cpu:1: #3 is s1", _chain.Ask("cpu:1"));
    }

    [Fact]
    public void No_lease_runs_out_by_a_coordinator_that_stood_still()
    {
        _chain.Ask("cpu:0");
        _chain.Wait(SweepState.LeaseTime * 2);
        _chain.State.StoodStill(SweepState.LeaseTime * 2);
        Assert.Empty(_chain.Tick());
        _chain.Wait(SweepState.LeaseTime);
        Assert.Equal(["write: close #1 of s0, cancelled"], _chain.Tick());
    }

    [Fact]
    public void A_late_result_without_what_the_plan_asks_for_is_ignored()
    {
        _chain.Ask("cpu:0");
        _chain.Lose("cpu:0");
        Assert.Empty(_chain.End("cpu:0", 1, 0, Outcomes.Completed(StageOutputs.None)));
        Assert.Equal(StageState.Ready, _chain.States.First());
    }

    [Fact]
    public void A_late_failure_is_ignored()
    {
        _chain.Ask("cpu:0");
        _chain.Wait(SweepState.LeaseTime);
        _chain.Tick();
        Assert.Empty(_chain.End("cpu:0", 1, 0, Outcomes.Failed()));
    }

    [Fact]
    public void An_end_said_twice_counts_once()
    {
        _chain.Ask("cpu:0");
        Assert.NotEmpty(_chain.Complete("cpu:0", 1, 0));
        Assert.Empty(_chain.Complete("cpu:0", 1, 0));
        _chain.Ask("cpu:0");
        Assert.NotEmpty(_chain.End("cpu:0", 2, 1, Outcomes.Failed()));
        Assert.Empty(_chain.End("cpu:0", 2, 1, Outcomes.Failed()));
    }

    [Fact]
    public void The_end_of_an_attempt_that_was_never_opened_is_ignored()
    {
        Assert.Empty(_chain.Complete("cpu:0", 1, 0));
        _chain.Ask("cpu:0");
        Assert.Empty(_chain.Complete("cpu:0", 7, 0));
        Assert.Empty(_chain.Complete("cpu:0", 1, 1));
        Assert.Single(_chain.State.Leases);
    }

    [Fact]
    public void The_end_of_a_stage_that_is_not_planned_is_ignored()
    {
        _chain.Ask("cpu:0");
        var foreign = Sweeps.Plan(Sweeps.Winning("b", "b")).Stages[0];
        var ended = new CoordinatorProtocol.StageEnded(new("cpu:0"), new(1), foreign.Key, Outcomes.Completed(foreign.Outputs));
        Assert.Empty(_chain.State.Decide(ended, _chain.Now));
        Assert.Single(_chain.State.Leases);
    }

    [Fact]
    public void A_cancelled_attempt_is_held_against_nobody()
    {
        for (var attempt = 1; attempt < 10; attempt++)
        {
            Assert.Contains($"tell cpu:0: #{attempt} is s0", _chain.Ask("cpu:0"));
            Assert.Equal([$"write: close #{attempt} of s0, cancelled"], _chain.End("cpu:0", attempt, 0, new StageOutcome.Cancelled()));
        }
    }
}
