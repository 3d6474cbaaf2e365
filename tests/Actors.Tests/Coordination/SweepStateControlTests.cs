using CsCheck;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Results;
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
        Assert.Equal(["write: small is paused", "announce: paused"], _table.Pause());
        Assert.Empty(_table.Pause());
        Assert.Empty(_table.Ask("two"));
        Assert.Equal(["write: small goes on", "announce: resumed", "write: open #2 of s1 by two", "tell two: #2 is s1", "announce: s1 started on two"], _table.Resume());
        Assert.Empty(_table.Resume());
    }

    [Fact]
    public void A_coordinator_that_finds_its_sweep_paused_leaves_it_so_until_it_is_resumed()
    {
        var table = new Table(_table.Plan, isPaused: true);
        Assert.True(table.State.IsPaused);
        Assert.Empty(table.Ask("one"));
        Assert.Empty(table.Pause());
        Assert.Contains("tell one: #1 is s0", table.Resume());
    }

    [Fact]
    public void Who_interrupts_a_run_ends_its_pause_and_who_leaves_it_does_not()
    {
        _table.Pause();
        Assert.Contains("write: small goes on", _table.Stop());
        var left = new Table(_table.Plan, isPaused: true);
        Assert.Empty(left.State.HandOver(null, left.Now).OfType<Effect.Write>());
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
    public void One_training_is_tried_again_by_the_start_of_its_key_and_the_others_stay_as_they_are()
    {
        // Rounds 0 and 1 of three seeds; seed 2 goes on all the while.
        var table = new Table(Sweeps.Plan(Sweeps.Winning("a", "a", rounds: 1, seeds: 3)));
        foreach (var trainer in (string[])["one", "two", "three"]) table.Ask(trainer);
        table.End("one", 1, 0, Outcomes.Failed(FailureCause.NotANumber));
        table.End("two", 2, 1, Outcomes.Failed(FailureCause.NotANumber));
        var key = table.Plan.Stages[1].Key;
        Assert.Empty(table.Retry(table.Plan.Stages[2].Key.Value));
        Assert.Empty(table.Retry(table.Plan.Stages[3].Key.Value));
        Assert.Empty(table.Retry("no key"));
        Assert.Equal(["write: retry s1", "announce: revived s1, opened s1 s4"], table.Retry(key.Short.ToUpperInvariant()));
        Assert.Equal([StageState.SetAside, StageState.Ready, StageState.Running, StageState.Blocked, StageState.Waiting, StageState.Waiting], table.States);
        Assert.Empty(table.Retry(key.Value));
        Assert.Equal(["write: retry s0", "announce: revived s0, opened s0 s3"], table.Retry(""));
    }

    [Fact]
    public void After_some_are_tried_again_the_run_is_as_one_that_began_without_their_failures() =>
        Gen.Select(Grids.Small, Gen.Int).Sample((spec, luck) =>
        {
            var (plan, random) = (Sweeps.Plan(spec), new Random(luck));
            var stored = plan.Stages.Where(_ => random.Next(3) == 0).Select(stage => stage.Number).ToList();
            var lost = plan.Stages.SelectMany(stage => stage.Outputs.Artifacts).Where(_ => random.Next(3) == 0).ToList();
            var troubles = plan.Stages.Where(_ => random.Next(4) == 0).ToDictionary(stage => stage.Key, _ => new StageTrouble(1, 0, FailureCause.NotANumber, "nan"));
            var table = new Table(plan, stored: stored, lost: lost, troubles: new(troubles));
            var hasEnded = false;
            while (!hasEnded && plan.Stages.Where(stage => table.State[stage] == StageState.SetAside).ToList() is { Count: > 0 } failed)
            {
                var key = failed[random.Next(failed.Count)].Key;
                var effects = table.Retry(key.Value);
                Assert.NotEmpty(effects);
                // Where that one is blocked by another and nothing else can run.
                hasEnded = effects[^1].StartsWith("announce: ended", StringComparison.Ordinal);
                troubles.Remove(key);
                Assert.Equal(new Table(plan, stored: stored, lost: lost, troubles: new(troubles)).States, table.States);
            }
        }, iter: 200);

    [Fact]
    public void Where_nothing_has_failed_there_is_nothing_to_try_again() => Assert.Empty(_table.Retry());
}
