using Sweeper.Actors.Results.Postgres;

namespace Sweeper.Actors.Tests.Results.Postgres;

public sealed class TermWatchTests
{
    private readonly TermWatch _watch = new();

    [Fact]
    public void A_term_that_nobody_holds_is_free_at_once() => Assert.True(_watch.IsFree(Look(3, 9, isHeld: false), At(0)));

    [Fact]
    public void A_holder_that_beats_keeps_its_term_for_ever()
    {
        for (var second = 0; second < 1000; second++) Assert.False(_watch.IsFree(Look(3, second), At(second)));
        Assert.True(_watch.HasSeenLife);
    }

    [Fact]
    public void A_holder_without_a_beat_for_three_seconds_of_the_onlookers_clock_loses_its_term()
    {
        Assert.False(_watch.IsFree(Look(3, 7), At(100)));
        Assert.False(_watch.IsFree(Look(3, 7), At(102.9)));
        Assert.True(_watch.IsFree(Look(3, 7), At(103)));
        Assert.False(_watch.HasSeenLife);
    }

    [Fact]
    public void Each_beat_and_each_new_holder_begins_the_wait_anew()
    {
        Assert.False(_watch.IsFree(Look(3, 7), At(0)));
        Assert.False(_watch.IsFree(Look(3, 8), At(2)));
        Assert.False(_watch.IsFree(Look(4, 8), At(4)));
        Assert.False(_watch.IsFree(Look(4, 8), At(6.9)));
        Assert.True(_watch.IsFree(Look(4, 8), At(7)));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static TermLook Look(long number, long beat, bool isHeld = true) => new(number, beat, isHeld, "somebody", 0);
}
