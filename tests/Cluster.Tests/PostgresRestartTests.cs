using Sweeper.Cluster.Tests.Support;

namespace Sweeper.Cluster.Tests;

/// <summary>PostgreSQL killed under load and started again. <c>SWEEPER_RESTARTS=20</c> does so that often.</summary>
public sealed class PostgresRestartTests
{
    // A standby takes over after the first; after the second the coordinator has given up, too, which it does after 15 seconds.
    private static readonly TimeSpan[] Downtimes = [TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(17)];

    [Fact]
    public void Without_any_hand_the_sweep_goes_on_when_the_server_is_back_and_no_training_is_lost()
    {
        var restarts = int.TryParse(Environment.GetEnvironmentVariable("SWEEPER_RESTARTS"), out var asked) ? asked : Downtimes.Length;
        using var cluster = new TestCluster(epochs: 40, seeds: $"{Math.Max(2, restarts)}", hasOwnServer: true);
        ClusterProcesses.During(processes =>
        {
            var first = processes.Add(cluster.StartCoordinator(0));
            processes.Add(cluster.StartNode(0));
            processes.Add(cluster.StartNode(1));
            first.WaitUntil("it coordinates", () => cluster.Coordinator == first.Id);
            processes.Add(cluster.StartCoordinator(1));
            for (var restart = 0; restart < restarts; restart++)
            {
                var before = cluster.KnownResults;
                first.WaitUntil("trainings have finished", () => cluster.KnownResults >= before + 3);
                before = cluster.KnownResults;
                cluster.Server.Kill();
                Thread.Sleep(Downtimes[restart % Downtimes.Length]);
                cluster.Server.Start();
                Assert.True(cluster.KnownResults >= before, $"results were lost: {before}, then {cluster.KnownResults}");
            }
            processes.ExpectAllToEndWell();
            cluster.ExpectUndisturbedResults();
            // A grant that the server had stored when it was killed before it said so is handed out again.
            Assert.InRange(cluster.Results.Attempts, cluster.Trainings, cluster.Trainings + restarts);
        });
    }
}
