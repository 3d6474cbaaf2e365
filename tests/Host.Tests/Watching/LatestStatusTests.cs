using Sweeper.Host.Watching;

namespace Sweeper.Host.Tests.Watching;

public class LatestStatusTests
{
    [Fact]
    public void Every_snapshot_is_told_as_it_comes()
    {
        var told = 0;
        using var latest = new LatestStatus(new RecordedSource(Recording.Read("small")), TimeProvider.System, () => Interlocked.Increment(ref told));
        var before = latest.For(new ConsoleState()).Snapshot!.Number;
        // The answer to the question for the heatmap is told too.
        FakeTerminal.Until(() => Volatile.Read(ref told) >= 1);
        latest.Start();
        FakeTerminal.Until(() => Volatile.Read(ref told) >= 4);
        Assert.True(latest.For(new ConsoleState()).Snapshot!.Number >= before + 3);
    }
}
