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
        var processes = new List<RunningCommand>();
        try
        {
            // The one that will be alone coordinates.
            var alone = Start(cluster.StartCoordinator(2));
            alone.WaitUntil("it coordinates", () => alone.Errors.Contains("nodes may join", StringComparison.Ordinal));
            RunningCommand[] others = [Start(cluster.StartCoordinator(0)), Start(cluster.StartCoordinator(1))];
            RunningCommand[] nodes = [.. Enumerable.Range(0, 3).Select(number => Start(cluster.StartNode(number)))];
            alone.WaitUntil("trainings have finished", () => cluster.KnownResults >= 3);
            network.Cut();
            others[0].WaitUntil("another has taken over", () => others.Any(each => each.Errors.Contains("nodes may join", StringComparison.Ordinal)));
            var before = cluster.KnownResults;
            Thread.Sleep(TimeSpan.FromSeconds(seconds - 5));
            Assert.True(cluster.KnownResults > before, "the side with the database stands still");
            Assert.Contains("does not answer", alone.Errors);
            Assert.Contains("this process stands by", alone.Errors);
            network.Mend();
            foreach (var node in nodes) node.WaitForExit().Expect(0);
            foreach (var coordinator in others.Append(alone)) coordinator.WaitForExit().Expect(0);
            cluster.ExpectUndisturbedResults();
        }
        catch
        {
            processes.ForEach(each => Console.Error.WriteLine($"--- {each.Id}\n{each.Errors}"));
            throw;
        }
        finally
        {
            processes.ForEach(each => each.Dispose());
        }

        RunningCommand Start(RunningCommand command)
        {
            processes.Add(command);
            return command;
        }
    }
}
