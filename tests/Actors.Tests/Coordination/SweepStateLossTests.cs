using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Coordination;

/// <summary>Inputs that are lost or damaged: their stage runs again, then the stage that needs them.</summary>
public class SweepStateLossTests
{
    // s0 dense on a; then on b: round 0 (s1) from its weights, round 1 (s2) from its weights and mask.
    private static readonly SweepPlan Transfer = Sweeps.Plan(Sweeps.Winning("a", "b", rounds: 1));

    private static readonly ArtifactKey Weights = Transfer.Stages[0].Outputs.Rewinds[0].Key;
    private static readonly ArtifactKey Mask = Transfer.Stages[0].Outputs.Masks[0].Key;

    [Fact]
    public void A_lost_input_is_forgotten_made_again_and_then_used()
    {
        var table = new Table(Transfer, stored: [0, 1]);
        Assert.Contains("tell cpu:0: #1 is s2", table.Ask("cpu:0"));
        Assert.Equal(
            ["write: close #1 of s2, failed (LostInput)", "write: forget the mask of s0", "announce: s0 again: a blob is gone"],
            table.End("cpu:0", 1, 2, Outcomes.Lost(Mask)));
        Assert.Contains("tell cpu:0: #2 is s0", table.Ask("cpu:0"));
        table.Complete("cpu:0", 2, 0);
        Assert.Contains("tell cpu:0: #3 is s2", table.Ask("cpu:0"));
        Assert.Contains("announce: ended: Whole", table.Complete("cpu:0", 3, 2));
    }

    [Fact]
    public void Stages_that_were_ready_to_use_it_wait()
    {
        var table = new Table(Transfer, stored: [0]);
        table.Ask("cpu:0");
        table.End("cpu:0", 1, 1, Outcomes.Lost(Weights));
        Assert.Equal([StageState.Ready, StageState.Waiting, StageState.Waiting], table.States);
        Assert.Contains("tell cpu:0: #2 is s0", table.Ask("cpu:0"));
    }

    [Fact]
    public void A_loss_noticed_twice_is_one_loss()
    {
        var table = new Table(Transfer, stored: [0]);
        table.Ask("cpu:0");
        table.Ask("cpu:1");
        table.End("cpu:0", 1, 1, Outcomes.Lost(Weights));
        Assert.Equal(["write: close #2 of s2, failed (LostInput)"], table.End("cpu:1", 2, 2, Outcomes.Lost(Weights)));
        Assert.Equal([StageState.Ready, StageState.Waiting, StageState.Waiting], table.States);
    }

    [Fact]
    public void A_loss_is_not_held_against_the_stage_that_notices_it()
    {
        var table = new Table(Transfer, new FailurePolicy { Attempts = 1, StopIfFirstAllFail = 1 }, stored: [0, 1]);
        table.Ask("cpu:0");
        Assert.DoesNotContain(table.End("cpu:0", 1, 2, Outcomes.Lost(Mask)), line => line.Contains("aside") || line.Contains("stopping"));
    }

    [Fact]
    public void A_disk_that_loses_everything_again_and_again_does_not_keep_a_sweep_for_ever()
    {
        var table = new Table(Transfer, stored: [0, 1]);
        long attempt = 0;
        for (var loss = 1; loss < 5; loss++)
        {
            table.Ask("cpu:0");
            table.End("cpu:0", ++attempt, 2, Outcomes.Lost(Mask));
            table.Ask("cpu:0");
            table.Complete("cpu:0", ++attempt, 0);
        }
        table.Ask("cpu:0");
        Assert.Contains("announce: s2 set aside after 5 (LostInput), 0 blocked", table.End("cpu:0", ++attempt, 2, Outcomes.Lost(Mask)));
    }

    [Fact]
    public void An_artifact_lost_before_the_run_is_made_again_only_where_a_missing_cell_needs_it()
    {
        Assert.Equal([StageState.Ready, StageState.Done, StageState.Waiting], new Table(Transfer, stored: [0, 1], lost: [Mask]).States);
        Assert.Equal([StageState.Done, StageState.Done, StageState.Ready], new Table(Transfer, stored: [0, 1]).States);
        Assert.All(new Table(Transfer, stored: [0, 1, 2], lost: [Mask, Weights]).States, state => Assert.Equal(StageState.Done, state));
    }

    [Fact]
    public void What_a_stage_left_before_it_was_set_aside_still_serves()
    {
        // s0 must run again for its mask and cannot; its weights are there.
        var troubles = new Dictionary<StageKey, StageTrouble> { [Transfer.Stages[0].Key] = new(3, 0, FailureCause.Error, "earlier") };
        var table = new Table(Transfer, stored: [0], lost: [Mask], troubles: troubles);
        Assert.Equal([StageState.SetAside, StageState.Ready, StageState.Blocked], table.States);
        table.Ask("cpu:0");
        Assert.Contains("announce: ended: WithFailures", table.Complete("cpu:0", 1, 1));
    }

    [Fact]
    public void A_loss_whose_maker_was_set_aside_blocks_who_noticed_it()
    {
        var troubles = new Dictionary<StageKey, StageTrouble> { [Transfer.Stages[0].Key] = new(3, 0, FailureCause.Error, "earlier") };
        var table = new Table(Transfer, stored: [0], lost: [Mask], troubles: troubles);
        table.Ask("cpu:0");
        Assert.Contains("announce: ended: WithFailures", table.End("cpu:0", 1, 1, Outcomes.Lost(Weights)));
        Assert.Equal([StageState.SetAside, StageState.Blocked, StageState.Blocked], table.States);
    }
}
