using Sweeper.Cluster.Tests.Support;
using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.Cluster.Tests;

/// <summary>A network that works one way only, then the other, and one that comes and goes. <c>SWEEPER_PARTITION=120</c> is for so many seconds each.</summary>
public sealed class OneWayTests
{
    private const int Trainings = 28;

    [Fact]
    public void Whichever_way_is_cut_and_however_often_it_ends_whole_and_no_result_is_lost()
    {
        var isLong = int.TryParse(Environment.GetEnvironmentVariable("SWEEPER_PARTITION"), out var asked);
        var (seconds, flaps) = isLong ? (asked, asked / 4) : (6, 3);
        using var network = SplitNetwork.Make();
        using var cluster = new TestCluster(epochs: isLong ? 4 * asked : 40, network: network);
        ClusterProcesses.During(processes =>
        {
            var right = processes.Add(cluster.StartCoordinator(2));
            right.WaitUntil("it coordinates", () => right.Errors.Contains("nodes may join", StringComparison.Ordinal));
            RunningCommand[] left = [processes.Add(cluster.StartCoordinator(0)), processes.Add(cluster.StartCoordinator(1))];
            RunningCommand[] nodes = [.. Enumerable.Range(0, 3).Select(number => processes.Add(cluster.StartNode(number)))];
            right.WaitUntil("trainings have finished", () => cluster.KnownResults >= 2);
            var results = 0L;
            // The sweep outlasts all that is done to the network: a node that is cut off at its end waits for another run.
            using var slow = new SlowedDown(nodes);

            // What the coordinator asks of the database arrives, and no answer does.
            network.CutOneWay(isLeftMute: true);
            left[0].WaitUntil("another has taken over", () => left.Any(each => each.Errors.Contains("nodes may join", StringComparison.Ordinal)));
            Watch(seconds);
            network.MendOneWay(isLeftMute: true);
            for (var flap = 0; flap < flaps; flap++)
            {
                network.Cut();
                Watch(2);
                network.Mend();
                Watch(2);
            }
            network.CutOneWay(isLeftMute: false);
            Watch(seconds);
            network.MendOneWay(isLeftMute: false);
            slow.Dispose();

            processes.ExpectAllToEndWell();
            cluster.ExpectUndisturbedResults();

            void Watch(int duration)
            {
                Thread.Sleep(TimeSpan.FromSeconds(duration));
                var now = cluster.KnownResults;
                Assert.True(now >= results, $"results were lost: {results}, then {now}");
                Assert.True(now < Trainings, "the sweep has ended before the network was whole: its trainings are too short for this machine");
                results = now;
            }
        });
    }
}
