using Sweeper.Actors.Coordination;
using Sweeper.Actors.Results;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Coordination;

public class SweepStateFailureTests
{
    // One chain: s0, s1, s2.
    private readonly Table _chain = new(Sweeps.Plan(Sweeps.Winning(rounds: 2)));

    [Fact]
    public void A_failed_stage_is_tried_again()
    {
        _chain.Ask("cpu:0");
        Assert.Equal(["write: close #1 of s0, failed (Error)", "announce: s0 failed, attempt 1 of 3"], _chain.End("cpu:0", 1, 0, Outcomes.Failed()));
        Assert.Contains("tell cpu:0: #2 is s0", _chain.Ask("cpu:0"));
    }

    [Fact]
    public void The_third_failure_sets_a_stage_aside_and_blocks_what_needs_it()
    {
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            _chain.Ask("cpu:0");
            _chain.End("cpu:0", attempt, 0, Outcomes.Failed());
        }
        _chain.Ask("cpu:0");
        Assert.Equal(
            ["write: close #3 of s0, failed (Error)", "announce: s0 set aside after 3 (Error), 2 blocked", "announce: ended: WithFailures"],
            _chain.End("cpu:0", 3, 0, Outcomes.Failed()));
        Assert.Equal([StageState.SetAside, StageState.Blocked, StageState.Blocked], _chain.States);
    }

    [Fact]
    public void Failures_of_earlier_runs_count()
    {
        var plan = Sweeps.Plan(Sweeps.Winning(rounds: 2));
        var table = new Table(plan, troubles: Troubles(plan.Stages[0].Key, attempts: 2, crashes: 0));
        table.Ask("cpu:0");
        Assert.Contains("announce: s0 set aside after 3 (Error), 2 blocked", table.End("cpu:0", 1, 0, Outcomes.Failed()));
    }

    [Fact]
    public void A_stage_that_was_set_aside_stays_so_in_the_next_run()
    {
        var plan = Sweeps.Plan(Sweeps.Winning(rounds: 2, seeds: 2));
        var table = new Table(plan, stored: [1, 3, 5], troubles: Troubles(plan.Stages[2].Key, attempts: 3, crashes: 0));
        Assert.Equal(
            [StageState.Ready, StageState.Done, StageState.SetAside, StageState.Done, StageState.Blocked, StageState.Done], table.States);
        table.Ask("cpu:0");
        Assert.Contains("announce: ended: WithFailures", table.Complete("cpu:0", 1, 0));
    }

    [Fact]
    public void A_completed_attempt_clears_what_went_wrong_before()
    {
        _chain.Ask("cpu:0");
        _chain.End("cpu:0", 1, 0, Outcomes.Failed());
        _chain.Ask("cpu:0");
        _chain.Complete("cpu:0", 2, 0);
        _chain.Ask("cpu:0");
        _chain.End("cpu:0", 3, 1, Outcomes.Lost(_chain.Plan.Stages[0].Outputs.Masks[0].Key));
        _chain.Ask("cpu:0");
        Assert.Contains("announce: s0 failed, attempt 1 of 3", _chain.End("cpu:0", 4, 0, Outcomes.Failed()));
    }

    [Fact]
    public void A_NaN_sets_its_stage_aside_at_once()
    {
        _chain.Ask("cpu:0");
        Assert.Equal(
            ["write: close #1 of s0, failed (NotANumber)", "announce: s0 set aside after 1 (NotANumber), 2 blocked", "announce: ended: WithFailures"],
            _chain.End("cpu:0", 1, 0, Outcomes.Failed(FailureCause.NotANumber)));
    }

    [Fact]
    public void A_NaN_stops_the_sweep_if_the_policy_says_so()
    {
        var plan = Sweeps.Plan(Sweeps.Winning(rounds: 2, seeds: 2));
        var table = new Table(plan, new FailurePolicy { Nan = NanPolicy.Stop });
        table.Ask("cpu:0");
        Assert.Equal(
            [
                "write: close #1 of s0, failed (NotANumber)",
                "announce: s0 set aside after 1 (NotANumber), 2 blocked",
                $"announce: stopping: on_failure.nan is 'stop', and in stage {plan.Stages[0].Key.Short} the loss became NaN",
                "announce: ended: Stopped",
            ],
            table.End("cpu:0", 1, 0, Outcomes.Failed(FailureCause.NotANumber, "the loss became NaN")));
    }

    [Fact]
    public void A_full_disk_stops_the_sweep_and_counts_against_no_stage()
    {
        var table = new Table(Sweeps.Plan(Sweeps.Winning(rounds: 2)), new FailurePolicy { Attempts = 1 });
        table.Ask("cpu:0");
        Assert.Equal(
            ["write: close #1 of s0, failed (NoSpace)", "announce: stopping: the disk is full", "announce: ended: NoSpace"],
            table.End("cpu:0", 1, 0, Outcomes.Failed(FailureCause.NoSpace, "the disk is full")));
        Assert.Equal(StageState.Ready, table.States.First());
    }

    [Fact]
    public void A_sweep_whose_first_stages_all_fail_alike_stops()
    {
        var table = Wide(stopAfter: 3);
        for (var attempt = 1; attempt <= 2; attempt++)
            Assert.DoesNotContain(table.End($"cpu:{attempt}", attempt, attempt - 1, Outcomes.Failed()), line => line.Contains("stopping"));
        Assert.Contains(
            "announce: stopping: the first 3 stages all failed alike (it broke); mend that, or raise on_failure.stop_if_first_all_fail",
            table.End("cpu:3", 3, 2, Outcomes.Failed()));
    }

    [Fact]
    public void One_stage_that_fails_often_does_not_stop_a_sweep()
    {
        var table = Wide(stopAfter: 2);
        table.End("cpu:1", 1, 0, Outcomes.Failed());
        table.Ask("cpu:1");
        Assert.DoesNotContain(table.End("cpu:1", 6, 0, Outcomes.Failed()), line => line.Contains("stopping"));
    }

    [Fact]
    public void A_sweep_goes_on_if_a_stage_has_completed_or_the_causes_differ()
    {
        var completed = Wide(stopAfter: 2);
        completed.Complete("cpu:1", 1, 0);
        completed.End("cpu:2", 2, 1, Outcomes.Failed());
        Assert.DoesNotContain(completed.End("cpu:3", 3, 2, Outcomes.Failed()), line => line.Contains("stopping"));
        var differing = Wide(stopAfter: 2);
        differing.End("cpu:1", 1, 0, Outcomes.Failed());
        differing.End("cpu:2", 2, 1, Outcomes.Failed(FailureCause.Data));
        Assert.DoesNotContain(differing.End("cpu:3", 3, 2, Outcomes.Failed(FailureCause.Data)), line => line.Contains("stopping"));
    }

    [Fact]
    public void Zero_never_stops_a_sweep_early()
    {
        var table = Wide(stopAfter: 0);
        for (var attempt = 1; attempt <= 5; attempt++)
            Assert.DoesNotContain(table.End($"cpu:{attempt}", attempt, attempt - 1, Outcomes.Failed()), line => line.Contains("stopping"));
    }

    [Fact]
    public void A_stage_that_ended_with_the_process_twice_gets_its_last_attempt_alone()
    {
        var plan = Sweeps.Plan(Sweeps.Winning(seeds: 3) with { EvaluatedRounds = [0] });
        var table = new Table(plan, troubles: Troubles(plan.Stages[1].Key, attempts: 2, crashes: 2));
        Assert.Contains("tell cpu:0: #1 is s0", table.Ask("cpu:0"));
        Assert.Contains("tell cpu:1: #2 is s2", table.Ask("cpu:1"));
        table.Complete("cpu:0", 1, 0);
        Assert.Empty(table.Ask("cpu:0"));
        Assert.Contains("tell cpu:0: #3 is s1", table.Complete("cpu:1", 2, 2));
    }

    [Fact]
    public void Nothing_starts_beside_a_suspect()
    {
        var plan = Sweeps.Plan(Sweeps.Winning(seeds: 3) with { EvaluatedRounds = [0] });
        var table = new Table(plan, troubles: Troubles(plan.Stages[0].Key, attempts: 2, crashes: 2));
        Assert.Contains("tell cpu:0: #1 is s0", table.Ask("cpu:0"));
        Assert.Empty(table.Ask("cpu:1"));
        Assert.Contains("tell cpu:1: #2 is s1", table.Complete("cpu:0", 1, 0));
    }

    [Fact]
    public void Where_trainers_are_processes_a_suspect_starts_beside_others()
    {
        var plan = Sweeps.Plan(Sweeps.Winning(seeds: 3) with { EvaluatedRounds = [0] });
        var table = new Table(plan, troubles: Troubles(plan.Stages[1].Key, attempts: 2, crashes: 2), trainersShareProcess: false);
        Assert.Contains("tell cuda:0: #1 is s0", table.Ask("cuda:0"));
        Assert.Contains("tell cuda:1: #2 is s1", table.Ask("cuda:1"));
        Assert.Contains("tell cuda:2: #3 is s2", table.Ask("cuda:2"));
    }

    [Fact]
    public void Three_processes_of_trainers_that_ended_in_it_set_a_stage_aside_whatever_the_policy()
    {
        var table = new Table(Sweeps.Plan(Sweeps.Winning(rounds: 2)), new FailurePolicy { Attempts = 10 });
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            table.Ask("a/cuda:0");
            Assert.Equal([$"write: close #{attempt} of s0, failed (Crash)", $"announce: s0 failed, attempt {attempt} of 3"], table.End("a/cuda:0", attempt, 0, Outcomes.Failed(FailureCause.Crash)));
        }
        table.Ask("b/cuda:0");
        Assert.Contains("announce: s0 set aside after 3 (Crash), 2 blocked", table.End("b/cuda:0", 3, 0, Outcomes.Failed(FailureCause.Crash)));
        Assert.Equal([StageState.SetAside, StageState.Blocked, StageState.Blocked], table.States);
    }

    [Fact]
    public void A_process_that_ended_is_no_ordinary_failure()
    {
        var table = new Table(Sweeps.Plan(Sweeps.Winning(rounds: 2)), new FailurePolicy { Attempts = 2 });
        foreach (var (attempt, cause, line) in new[] { (1, FailureCause.Crash, "attempt 1 of 3"), (2, FailureCause.Error, "attempt 1 of 2"), (3, FailureCause.Crash, "attempt 2 of 3") })
        {
            table.Ask("cuda:0");
            Assert.Contains($"announce: s0 failed, {line}", table.End("cuda:0", attempt, 0, Outcomes.Failed(cause)));
        }
        table.Ask("cuda:0");
        Assert.Contains("announce: s0 set aside after 4 (Error), 2 blocked", table.End("cuda:0", 4, 0, Outcomes.Failed()));
    }

    private static Dictionary<StageKey, StageTrouble> Troubles(StageKey stage, int attempts, int crashes) =>
        new() { [stage] = new StageTrouble(attempts, crashes, crashes > 0 ? FailureCause.Crash : FailureCause.Error, "earlier") };

    // Five dense stages, each in the hands of a trainer: attempt n of stage n - 1 by cpu:n.
    private static Table Wide(int stopAfter)
    {
        var table = new Table(
            Sweeps.Plan(Sweeps.Winning(seeds: 5) with { EvaluatedRounds = [0] }), new FailurePolicy { StopIfFirstAllFail = stopAfter });
        for (var trainer = 1; trainer <= 5; trainer++) table.Ask($"cpu:{trainer}");
        return table;
    }
}
