using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Coordination;

/// <summary>The main path: who gets what, and what is told in which order.</summary>
public class SweepStateTests
{
    // One chain: s0, s1, s2.
    private readonly Table _chain = new(Sweeps.Plan(Sweeps.Winning(rounds: 2)));

    [Fact]
    public void A_grant_is_written_then_told_then_announced() => Assert.Equal(
        ["write: open #1 of s0 by cpu:0", "tell cpu:0: #1 is s0", "announce: s0 started on cpu:0"],
        _chain.Ask("cpu:0"));

    [Fact]
    public void A_chain_runs_round_by_round_to_its_end()
    {
        _chain.Ask("cpu:0");
        Assert.Equal(["write: close #1 of s0, completed", "announce: s0 completed on cpu:0, 90 of 100"], _chain.Complete("cpu:0", 1, 0));
        Assert.Equal(["write: open #2 of s1 by cpu:0", "tell cpu:0: #2 is s1", "announce: s1 started on cpu:0"], _chain.Ask("cpu:0"));
        _chain.Complete("cpu:0", 2, 1);
        _chain.Ask("cpu:0");
        Assert.Equal(
            ["write: close #3 of s2, completed", "announce: s2 completed on cpu:0, 90 of 100", "announce: ended: Whole"],
            _chain.Complete("cpu:0", 3, 2));
        Assert.Empty(_chain.Ask("cpu:0"));
    }

    [Fact]
    public void A_trainer_that_asked_in_vain_is_served_when_work_comes_up()
    {
        _chain.Ask("cpu:0");
        Assert.Empty(_chain.Ask("cpu:1"));
        Assert.Empty(_chain.Ask("cpu:1"));
        Assert.Equal(
            [
                "write: close #1 of s0, completed", "announce: s0 completed on cpu:0, 90 of 100",
                "write: open #2 of s1 by cpu:1", "tell cpu:1: #2 is s1", "announce: s1 started on cpu:1",
            ],
            _chain.Complete("cpu:0", 1, 0));
        Assert.Empty(_chain.Ask("cpu:0"));
    }

    [Fact]
    public void A_grant_carries_the_inputs_and_the_outputs_of_its_stage()
    {
        var plan = Sweeps.Plan(Sweeps.Winning(rounds: 2));
        var table = new Table(plan, stored: [0]);
        var tell = table.State.Decide(new CoordinatorProtocol.RequestWork(new("cpu:0"), Offers.Cpu), table.Now).OfType<Effect.Tell>().Single();
        var order = Assert.IsType<TrainerProtocol.WorkGranted>(tell.Message).Order;
        Assert.Equal(plan.Stages[1].Key, order.Key);
        Assert.Equal(plan.Stages[1].Spec, order.Spec);
        Assert.Equal(plan.Stages[1].Outputs, order.Outputs);
        Assert.Equal(Outcomes.ArtifactsOf([plan.Stages[0]]), order.Inputs);
    }

    [Fact]
    public void A_trainer_that_asks_again_while_its_grant_is_on_the_way_gets_no_second_one()
    {
        var table = new Table(Sweeps.Plan(Sweeps.Winning(seeds: 3)));
        Assert.NotEmpty(table.Ask("cpu:0"));
        Assert.Empty(table.Ask("cpu:0"));
        Assert.Single(table.State.Leases);
    }

    [Fact]
    public void The_longest_path_of_trainings_goes_first()
    {
        // On a, five rounds of pruning stand behind round 0; on b, where epochs are twice as long, none.
        var plan = Sweeps.Plan(Sweeps.Winning("a", "a", rounds: 5), Sweeps.Winning("b", "b", rounds: 5) with { EvaluatedRounds = [0] });
        var table = new Table(plan);
        Assert.Contains("tell cpu:0: #1 is s0", table.Ask("cpu:0"));
        Assert.Equal("b", plan.Stages[^1].Spec.Dataset.Text);
        var turned = Sweeps.Plan(Sweeps.Winning("b", "b", rounds: 5) with { EvaluatedRounds = [0] }, Sweeps.Winning("a", "a", rounds: 5));
        Assert.Contains("tell cpu:0: #1 is s1", new Table(turned).Ask("cpu:0"));
    }

    [Fact]
    public void Equally_urgent_stages_go_in_the_order_of_the_plan()
    {
        var table = new Table(Sweeps.Plan(Sweeps.Winning(seeds: 3) with { EvaluatedRounds = [0] }));
        Assert.Contains("tell cpu:0: #1 is s0", table.Ask("cpu:0"));
        Assert.Contains("tell cpu:1: #2 is s1", table.Ask("cpu:1"));
        Assert.Contains("tell cpu:2: #3 is s2", table.Ask("cpu:2"));
    }

    [Fact]
    public void A_sweep_whose_cells_are_stored_ends_at_once()
    {
        var table = new Table(Sweeps.Plan(Sweeps.Winning(rounds: 2)), stored: [0, 1, 2]);
        Assert.Equal(3, table.State.DoneAtStart);
        Assert.Equal(["announce: ended: Whole"], table.Tick());
        Assert.Empty(table.Tick());
    }

    [Fact]
    public void An_empty_plan_ends_at_once() => Assert.Equal(
        ["announce: ended: Whole"],
        new Table(SweepPlanner.Plan([], Facts.Describe)).Tick());

    [Fact]
    public void Stop_waits_for_what_is_in_flight()
    {
        var table = new Table(Sweeps.Plan(Sweeps.Winning(seeds: 3)));
        table.Ask("cpu:0");
        table.Ask("cpu:1");
        Assert.Equal(["announce: stopping: interrupted"], table.Stop());
        Assert.Empty(table.Stop(EndingKind.NoSpace));
        Assert.Equal(["write: close #1 of s0, completed", "announce: s0 completed on cpu:0, 90 of 100"], table.Complete("cpu:0", 1, 0));
        Assert.Empty(table.Ask("cpu:0"));
        Assert.Equal(
            ["write: close #2 of s1, cancelled", "announce: ended: Interrupted"],
            table.End("cpu:1", 2, 1, new StageOutcome.Cancelled()));
    }

    [Fact]
    public void The_status_counts_every_stage_once()
    {
        var plan = Sweeps.Plan(Sweeps.Winning(rounds: 2, seeds: 2));
        var table = new Table(plan, stored: [0]);
        table.Ask("cpu:0");
        table.Beat("cpu:0", 1);
        var status = SweepStatus.Of(table.State);
        Assert.Equal((6, 1, 1, 1, 1, 3), (status.Stages, status.Done, status.DoneAtStart, status.Running, status.Ready, status.Waiting));
        var lease = Assert.Single(status.Leases);
        Assert.Equal((5, 20), (lease.Step, lease.LastStep));
    }
}
