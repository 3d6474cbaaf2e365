namespace Sweeper.Actors.Tests;

public sealed class SteadyTimeTests
{
    [Fact]
    public void It_goes_on_as_time_passes_wherever_the_machines_clock_is_set_to()
    {
        var machine = new Machine();
        var clock = new SteadyTime(machine);
        var start = clock.GetUtcNow();
        Assert.Equal(machine.Wall, start);
        machine.Wall += TimeSpan.FromHours(1);
        machine.Passed += TimeSpan.FromSeconds(3);
        Assert.Equal(start.AddSeconds(3), clock.GetUtcNow());
        machine.Wall -= TimeSpan.FromHours(5);
        machine.Passed += TimeSpan.FromSeconds(4);
        Assert.Equal(start.AddSeconds(7), clock.GetUtcNow());
    }

    private sealed class Machine : TimeProvider
    {
        public DateTimeOffset Wall { get; set; } = new(2026, 3, 29, 1, 59, 59, TimeSpan.Zero);

        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
