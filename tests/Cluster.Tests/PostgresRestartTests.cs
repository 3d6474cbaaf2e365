using Sweeper.Cluster.Tests.Support;
using Sweeper.EndToEnd.Tests.Support;

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
        var processes = new List<RunningCommand> { cluster.StartCoordinator(0), cluster.StartNode(0), cluster.StartNode(1) };
        try
        {
            processes[0].WaitUntil("it coordinates", () => cluster.Coordinator == processes[0].Id);
            processes.Add(cluster.StartCoordinator(1));
            for (var restart = 0; restart < restarts; restart++)
            {
                var before = cluster.KnownResults;
                processes[0].WaitUntil("trainings have finished", () => cluster.KnownResults >= before + 3);
                before = cluster.KnownResults;
                cluster.Server.Kill();
                Thread.Sleep(Downtimes[restart % Downtimes.Length]);
                cluster.Server.Start();
                Assert.True(cluster.KnownResults >= before, $"results were lost: {before}, then {cluster.KnownResults}");
            }
            foreach (var each in processes) each.WaitForExit().Expect(0);
            cluster.ExpectUndisturbedResults();
            // A grant that the server had stored when it was killed before it said so is handed out again.
            Assert.InRange(cluster.Results.Attempts, cluster.Trainings, cluster.Trainings + restarts);
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
    }
}
