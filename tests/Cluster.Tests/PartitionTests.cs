using Sweeper.Cluster.Tests.Support;
using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.Cluster.Tests;

/// <summary>Three hosts here and three there, and the network between them cut. <c>SWEEPER_PARTITION=120</c> cuts it for so many seconds longer.</summary>
public sealed class PartitionTests
{
    private const int Trainings = 28;

    [Fact]
    public void The_side_with_the_database_goes_on_the_other_commits_nothing_and_all_is_whole_after_healing()
    {
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("SWEEPER_PARTITION"), out var asked) ? asked : 10;
        using var network = SplitNetwork.Make();
        using var cluster = new TestCluster(epochs: Math.Max(40, 4 * seconds), network: network);
        ClusterProcesses.During(processes =>
        {
            // The one that will be alone coordinates.
            var alone = processes.Add(cluster.StartCoordinator(2));
            alone.WaitUntil("it coordinates", () => alone.Errors.Contains("nodes may join", StringComparison.Ordinal));
            RunningCommand[] others = [processes.Add(cluster.StartCoordinator(0)), processes.Add(cluster.StartCoordinator(1))];
            RunningCommand[] nodes = [.. Enumerable.Range(0, 3).Select(number => processes.Add(cluster.StartNode(number)))];
            alone.WaitUntil("trainings have finished", () => cluster.KnownResults >= 3);
            using var slow = new SlowedDown(nodes);
            network.Cut();
            others[0].WaitUntil("another has taken over", () => others.Any(each => each.Errors.Contains("nodes may join", StringComparison.Ordinal)));
            var before = cluster.KnownResults;
            others[0].WaitUntil("the side with the database goes on", () => cluster.KnownResults > before);
            alone.WaitUntil("the other gives up", () => alone.Errors.Contains("this process stands by", StringComparison.Ordinal));
            Assert.Contains("does not answer", alone.Errors);
            Thread.Sleep(TimeSpan.FromSeconds(seconds));
            Assert.True(cluster.KnownResults < Trainings, "the sweep has ended before the network was whole: its trainings are too short for this machine");
            network.Mend();
            slow.Dispose();
            processes.ExpectAllToEndWell();
            cluster.ExpectUndisturbedResults();
        });
    }
}
