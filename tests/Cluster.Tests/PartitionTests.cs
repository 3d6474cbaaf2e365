using Sweeper.Cluster.Tests.Support;
using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.Cluster.Tests;

/// <summary>Three hosts here and three there, and the network between them cut. <c>SWEEPER_PARTITION=120</c> cuts it for so many seconds.</summary>
public sealed class PartitionTests
{
    [Fact]
    public void The_side_with_the_database_goes_on_the_other_commits_nothing_and_all_is_whole_after_healing()
    {
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("SWEEPER_PARTITION"), out var asked) ? asked : 30;
        using var network = SplitNetwork.Make();
        using var cluster = new TestCluster(epochs: 3 * seconds, network: network);
        ClusterProcesses.During(processes =>
        {
            // The one that will be alone coordinates.
            var alone = processes.Add(cluster.StartCoordinator(2));
            alone.WaitUntil("it coordinates", () => alone.Errors.Contains("nodes may join", StringComparison.Ordinal));
            RunningCommand[] others = [processes.Add(cluster.StartCoordinator(0)), processes.Add(cluster.StartCoordinator(1))];
            for (var number = 0; number < 3; number++) processes.Add(cluster.StartNode(number));
            alone.WaitUntil("trainings have finished", () => cluster.KnownResults >= 3);
            network.Cut();
            others[0].WaitUntil("another has taken over", () => others.Any(each => each.Errors.Contains("nodes may join", StringComparison.Ordinal)));
            var before = cluster.KnownResults;
            Thread.Sleep(TimeSpan.FromSeconds(seconds - 5));
            Assert.True(cluster.KnownResults > before, "the side with the database stands still");
            Assert.Contains("does not answer", alone.Errors);
            Assert.Contains("this process stands by", alone.Errors);
            network.Mend();
            processes.ExpectAllToEndWell();
            cluster.ExpectUndisturbedResults();
        });
    }
}
