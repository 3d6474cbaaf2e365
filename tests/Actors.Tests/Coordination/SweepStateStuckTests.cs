using Sweeper.Actors.Coordination;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Coordination;

/// <summary>Trainers that answer while their training makes no more steps.</summary>
public class SweepStateStuckTests
{
    private const int Patience = 120;

    // Chains of one stage each: s0, s1, ...; every training has 20 steps.
    private readonly Table _table = new(Sweeps.Plan(Sweeps.Winning(seeds: 6) with { EvaluatedRounds = [0] }));

    [Fact]
    public void A_training_that_makes_no_more_steps_has_failed_and_is_dropped_and_tried_again_elsewhere()
    {
        _table.Ask("cpu:0");
        Assert.Empty(_table.Beats("cpu:0", 1, 10, second => second));
        Assert.Empty(_table.Beats("cpu:0", 1, Patience - 1, _ => 10));
        Assert.Equal(
            ["write: close #1 of s0, failed (Stuck)", "announce: s0 failed, attempt 1 of 3", "tell cpu:0: drop #1"],
            _table.Beats("cpu:0", 1, 1, _ => 10));
        Assert.Contains("tell cpu:1: #2 is s0", _table.Ask("cpu:1"));
    }

    [Fact]
    public void Slow_steps_get_ten_times_their_median()
    {
        _table.Ask("cpu:0");
        // A step every 30 seconds, but for one that took five minutes less a second.
        Assert.Empty(_table.Beats("cpu:0", 1, 30 * 8, second => 1 + second / 30));
        Assert.Empty(_table.Beats("cpu:0", 1, 299, _ => 9));
        Assert.Empty(_table.Beats("cpu:0", 1, 1, _ => 10));
        Assert.Empty(_table.Beats("cpu:0", 1, 299, _ => 10));
        Assert.Contains("write: close #1 of s0, failed (Stuck)", _table.Beats("cpu:0", 1, 1, _ => 10));
    }

    [Fact]
    public void Before_the_first_step_and_after_the_last_nothing_is_stuck()
    {
        Learn("cpu:1");
        _table.Ask("cpu:0");
        Assert.Empty(_table.Beats("cpu:0", 2, 10_000, _ => 0));
        Assert.Empty(_table.Beats("cpu:0", 2, 19, second => 1 + second));
        Assert.Empty(_table.Beats("cpu:0", 2, 10_000, _ => 20));
    }

    [Fact]
    public void Where_a_steps_time_is_not_known_nothing_is_stuck()
    {
        _table.Ask("cpu:0");
        Assert.Empty(_table.Beats("cpu:0", 1, 5, second => second));
        Assert.Empty(_table.Beats("cpu:0", 1, 10_000, _ => 5));
    }

    [Fact]
    public void What_other_trainings_of_the_kind_took_counts_and_what_other_devices_took_does_not()
    {
        Learn("cpu:1");
        _table.Ask("cpu:0");
        _table.Ask("cuda:0");
        _table.Beat("cpu:0", 2, 3);
        _table.Beat("cuda:0", 3, 3);
        Assert.Contains("tell cpu:0: drop #2", _table.Beats("cpu:0", 2, Patience + 1, _ => 3));
        Assert.Empty(_table.Beats("cuda:0", 3, 10_000, _ => 3));
    }

    [Fact]
    public void A_machine_that_slept_is_not_stuck()
    {
        _table.Ask("cpu:0");
        Assert.Empty(_table.Beats("cpu:0", 1, 10, second => second));
        _table.Wait(TimeSpan.FromHours(8));
        Assert.Empty(_table.Beat("cpu:0", 1, 10));
        _table.Wait(-TimeSpan.FromHours(8));
        Assert.Empty(_table.Beats("cpu:0", 1, Patience - 6, _ => 10));
    }

    [Fact]
    public void A_trainer_that_lets_go_gets_work_again_and_what_it_says_of_the_dropped_training_is_ignored()
    {
        GetStuck("cpu:0", 1);
        Assert.Empty(_table.End("cpu:0", 1, 0, new StageOutcome.Cancelled()));
        Assert.Contains("tell cpu:0: #2 is s0", _table.Ask("cpu:0"));
    }

    [Fact]
    public void A_training_that_was_only_slow_brings_its_result_late()
    {
        GetStuck("cpu:0", 1);
        Assert.Equal(["write: close #1 of s0, completed", "announce: s0 completed on cpu:0, 90 of 100"], _table.Complete("cpu:0", 1, 0));
    }

    [Fact]
    public void A_stage_that_is_stuck_every_time_is_set_aside()
    {
        var table = new Table(Sweeps.Plan(Sweeps.Winning() with { EvaluatedRounds = [0] }), new FailurePolicy { StopIfFirstAllFail = 0 });
        IReadOnlyList<string> last = [];
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            table.Ask("cpu:0");
            table.Beats("cpu:0", attempt, 10, second => second);
            last = table.Beats("cpu:0", attempt, Patience, _ => 10);
        }
        Assert.Equal(
            ["write: close #3 of s0, failed (Stuck)", "announce: s0 set aside after 3 (Stuck), 0 blocked", "tell cpu:0: drop #3", "announce: ended: WithFailures"], last);
    }

    [Fact]
    public void A_trainer_that_hangs_gets_no_work_and_the_others_do_all_of_it()
    {
        GetStuck("cpu:0", 1);
        for (var (attempt, stage) = (2, 0); stage < 6; attempt++, stage++)
        {
            Assert.Contains($"tell cpu:1: #{attempt} is s{stage}", _table.Ask("cpu:1"));
            // Its heart still beats for the training that was given up.
            Assert.Empty(_table.Beat("cpu:0", 1, 10));
            Assert.Equal(stage == 5, _table.Complete("cpu:1", attempt, stage).Contains("announce: ended: Whole"));
        }
    }

    [Fact]
    public void A_run_all_of_whose_trainers_hang_ends()
    {
        _table.Ask("cpu:1");
        GetStuck("cpu:0", 2);
        _table.Beats("cpu:1", 1, 10, second => second);
        _table.Beats("cpu:1", 1, Patience, _ => 10);
        Assert.Empty(_table.Tick());
        _table.Wait(SweepState.LeaseTime);
        Assert.Equal(
            ["announce: stopping: every trainer hangs in a training that makes no more steps; finished work is kept, run again", "announce: ended: Broken"], _table.Tick());
    }

    [Fact]
    public void A_hung_trainer_that_is_gone_keeps_no_run_from_going_on()
    {
        GetStuck("cpu:0", 1);
        _table.Lose("cpu:0");
        _table.Wait(SweepState.LeaseTime);
        Assert.Empty(_table.Tick());
        Assert.Contains("tell cpu:1: #2 is s0", _table.Ask("cpu:1"));
    }

    [Fact]
    public void Epochs_are_recorded_while_the_attempt_is_held()
    {
        var epoch = new EpochRecord(1, 2, 0.5, 100, 50, 0.1, 1);
        Assert.Empty(_table.Epochs("cpu:0", 1, epoch));
        _table.Ask("cpu:0");
        Assert.Equal(["record: 2 epochs of #1", "show: s0 epoch 2 on cpu:0"], _table.Epochs("cpu:0", 1, epoch, epoch with { Epoch = 2 }));
        _table.Complete("cpu:0", 1, 0);
        Assert.Empty(_table.Epochs("cpu:0", 1, epoch));
    }

    // Another training of the kind shows that a step takes a second.
    private void Learn(string trainer)
    {
        _table.Ask(trainer);
        _table.Beats(trainer, 1, 15, second => second);
    }

    private void GetStuck(string trainer, int attempt)
    {
        _table.Ask(trainer);
        _table.Beats(trainer, attempt, 10, second => second);
        Assert.Contains($"tell {trainer}: drop #{attempt}", _table.Beats(trainer, attempt, Patience, _ => 10));
    }
}
