using Sweeper.Cluster.Tests.Support;
using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.Cluster.Tests;

/// <summary>A node that stands still for so long that what it had in its hands is handed out again. <c>SWEEPER_STOPPED=60</c> holds it for so many seconds more.</summary>
public sealed class StoppedNodeTests
{
    private const int Stop = 19;
    private const int Continue = 18;

    [Fact]
    public void What_it_held_is_handed_out_again_and_its_late_result_changes_nothing()
    {
        var more = int.TryParse(Environment.GetEnvironmentVariable("SWEEPER_STOPPED"), out var asked) ? asked : 0;
        using var cluster = new TestCluster(epochs: 100, seeds: "1");
        using RunningCommand run = cluster.StartCoordinator(0), stopped = cluster.StartNode(0), other = cluster.StartNode(1);
        // It has had a training for a while: what it then finds late is not far.
        run.WaitUntil("it trains", () => cluster.KnownResults >= 1 && cluster.Results.OpenAttemptsOf("n0/") == 1);
        stopped.Signal(Stop);
        run.WaitUntil("that is taken from it", () => cluster.Results.OpenAttemptsOf("n0/") == 0);
        run.WaitUntil("it is handed out again", () => cluster.Results.StagesTriedAgain >= 1);
        Thread.Sleep(TimeSpan.FromSeconds(more));
        stopped.Signal(Continue);
        foreach (var each in (RunningCommand[])[run, stopped, other]) each.WaitForExit().Expect(0);
        cluster.ExpectUndisturbedResults();
        Assert.Equal(cluster.Trainings, cluster.Results.AllResults);
        Assert.InRange(cluster.Results.Attempts, cluster.Trainings + 1, cluster.Trainings + 2);
        Assert.Equal(1, cluster.Results.Term);
    }
}
