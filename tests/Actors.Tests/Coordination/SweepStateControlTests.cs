using Sweeper.Actors.Coordination;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Coordination;

/// <summary>A run that is paused, resumed, and told to try again what failed.</summary>
public class SweepStateControlTests
{
    // The dense training of each of two seeds.
    private readonly Table _table = new(Sweeps.Plan(Sweeps.Winning("a", "a", rounds: 1, seeds: 2) with { EvaluatedRounds = [0] }));

    [Fact]
    public void Paused_it_hands_out_nothing_and_resumed_it_serves_those_who_have_asked()
    {
        _table.Ask("one");
        Assert.Equal(["announce: paused"], _table.Pause());
        Assert.Empty(_table.Pause());
        Assert.Empty(_table.Ask("two"));
        Assert.Equal(["announce: resumed", "write: open #2 of s1 by two", "tell two: #2 is s1", "announce: s1 started on two"], _table.Resume());
        Assert.Empty(_table.Resume());
    }

    [Fact]
    public void A_training_that_ends_in_a_pause_is_stored_and_the_run_does_not_end_before_its_time()
    {
        _table.Ask("one");
        _table.Pause();
        Assert.Equal(["write: close #1 of s0, completed", "announce: s0 completed on one, 90 of 100"], _table.Complete("one", 1, 0));
    }

    [Fact]
    public void A_training_that_is_held_is_not_stuck()
    {
        _table.Ask("one");
        for (var step = 1; step < 12; step++)
        {
            _table.Wait(TimeSpan.FromSeconds(1));
            _table.Beat("one", 1, step);
        }
        for (var second = 0; second < 600; second++)
        {
            _table.Wait(TimeSpan.FromSeconds(1));
            Assert.Empty(_table.Beat("one", 1, 11, isHeld: true));
        }
        Assert.Equal(StageState.Running, _table.States.First());
    }

    [Fact]
    public void What_failed_for_good_is_tried_again_and_so_is_what_waited_for_it()
    {
        // Rounds 0 and 1 of two seeds; seed 1 goes on all the while, so that the run does not end.
        var table = new Table(Sweeps.Plan(Sweeps.Winning("a", "a", rounds: 1, seeds: 2)));
        table.Ask("one");
        table.Ask("two");
        table.End("one", 1, 0, Outcomes.Failed(FailureCause.NotANumber));
        Assert.Equal([StageState.SetAside, StageState.Running, StageState.Blocked, StageState.Waiting], table.States);
        table.Ask("three");
        Assert.Equal(
            ["write: retry s0", "announce: revived s0, opened s0 s2", "write: open #3 of s0 by three", "tell three: #3 is s0", "announce: s0 started on three"],
            table.Retry());
        Assert.Equal([StageState.Running, StageState.Running, StageState.Waiting, StageState.Waiting], table.States);
    }

    [Fact]
    public void Where_nothing_has_failed_there_is_nothing_to_try_again() => Assert.Empty(_table.Retry());
}
