using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Tests.Support;

namespace Sweeper.Actors.Tests.Coordination;

/// <summary>A coordinator that takes over from one that is gone, and messages that are lost on the way.</summary>
public class SweepStateTakeOverTests
{
    // One chain: s0, s1, s2.
    private readonly SweepPlan _plan = Sweeps.Plan(Sweeps.Winning(rounds: 2));

    [Fact]
    public void A_trainer_keeps_what_it_holds()
    {
        var chain = TakenOver(3, 0);
        Assert.Empty(chain.Begin());
        Assert.Equal(StageState.Running, chain.States.First());
        Assert.Empty(chain.Ask("cpu:1"));
        Assert.Empty(chain.Beat("cpu:0", 3));
        Assert.Equal(["write: close #3 of s0, completed", "announce: s0 completed on cpu:0, 90 of 100"], chain.Complete("cpu:0", 3, 0).Take(2));
    }

    [Fact]
    public void What_was_held_goes_back_if_nobody_is_heard_of()
    {
        var chain = TakenOver(3, 0);
        chain.Begin();
        chain.Wait(SweepState.LeaseTime);
        Assert.Equal(["write: close #3 of s0, cancelled"], chain.Tick());
        Assert.Contains("tell cpu:1: #10 is s0", chain.Ask("cpu:1"));
    }

    [Fact]
    public void What_was_held_of_a_stage_that_nobody_asks_for_is_closed()
    {
        var foreign = Sweeps.Plan(Sweeps.Winning("b", "b")).Stages[0];
        var chain = new Table(_plan, held: [(3, foreign.Key, "cpu:0"), (4, _plan.Stages[1].Key, "cpu:1")]);
        var effects = chain.State.Begin(chain.Now);
        Assert.Equal(2, effects.OfType<Effect.Write>().Count());
        Assert.Empty(chain.State.Leases);
        // s1 waits for its ticket: whoever trains it has one that is lost to this coordinator.
        Assert.Equal(StageState.Waiting, chain.States.ElementAt(1));
    }

    [Fact]
    public void A_grant_that_never_came_is_said_again()
    {
        var chain = new Table(_plan);
        chain.Ask("cpu:0");
        chain.Wait(SweepState.GrantTime - TimeSpan.FromSeconds(1));
        Assert.Empty(chain.Ask("cpu:0"));
        chain.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(["tell cpu:0: #1 is s0"], chain.Ask("cpu:0"));
        Assert.Single(chain.State.Leases);
    }

    [Fact]
    public void A_trainer_that_has_started_again_gives_back_what_its_process_had()
    {
        var chain = new Table(_plan);
        chain.Ask("cpu:0");
        chain.Wait(TimeSpan.FromSeconds(1));
        chain.Beat("cpu:0", 1);
        Assert.Equal(
            ["write: close #1 of s0, cancelled", "write: open #2 of s0 by cpu:0", "tell cpu:0: #2 is s0", "announce: s0 started on cpu:0"],
            chain.Ask("cpu:0"));
    }

    [Fact]
    public void A_trainer_that_asks_while_the_end_of_its_training_is_on_the_way_gets_nothing_until_that_comes()
    {
        var chain = new Table(_plan);
        chain.Ask("cpu:0");
        chain.Wait(TimeSpan.FromSeconds(1));
        chain.Beat("cpu:0", 1);
        chain.Wait(TimeSpan.FromMinutes(1));
        Assert.Empty(chain.Ask("cpu:0", last: 1));
        Assert.Contains("write: close #1 of s0, completed", chain.Complete("cpu:0", 1, 0));
        Assert.Contains("tell cpu:0: #2 is s1", chain.Ask("cpu:0", last: 1));
    }

    [Fact]
    public void An_attempt_of_one_that_has_taken_over_is_not_known()
    {
        var chain = TakenOver(3, 0);
        Assert.True(chain.State.HasOpened(new(3)));
        Assert.False(chain.State.HasOpened(new(10)));
    }

    private Table TakenOver(int attempt, int stage) => new(_plan, held: [(attempt, _plan.Stages[stage].Key, "cpu:0")]);
}
