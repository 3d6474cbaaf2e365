using System.Diagnostics;
using Sweeper.Cluster.Tests.Support;

namespace Sweeper.Cluster.Tests;

/// <summary>
/// Three processes that can coordinate and three that train, each started again at once; any of them is killed at exponential intervals, until the sweep has ended.
/// <c>SWEEPER_BALLISTIC=30</c> makes a sweep of about so many minutes and kills every 9 seconds on average.
/// </summary>
public sealed class BallisticTests(ITestOutputHelper output)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.25);

    [Fact]
    public void Whatever_is_killed_and_whenever_results_and_tickets_are_those_of_one_undisturbed_process()
    {
        var minutes = int.TryParse(Environment.GetEnvironmentVariable("SWEEPER_BALLISTIC"), out var asked) ? asked : 0;
        var mean = TimeSpan.FromSeconds(minutes > 0 ? 9 : 5);
        // A training of 100 epochs takes a second or some.
        using var cluster = new TestCluster(epochs: 100, seeds: minutes > 0 ? $"{8 * minutes}" : "1");
        var supervisors = Enumerable.Range(0, 3).Select(number => new Supervisor(() => cluster.StartCoordinator(number)))
            .Concat(Enumerable.Range(0, 3).Select(number => new Supervisor(() => cluster.StartNode(number)))).ToArray();
        try
        {
            var (kills, coordinated, looks) = (0, 0, 0);
            var random = new Random(1);
            var clock = Stopwatch.StartNew();
            var (nextKill, results) = (Wait(random, mean) + TimeSpan.FromSeconds(5), 0L);
            while (supervisors[..3].All(coordinator => coordinator.Ended is null))
            {
                Assert.True(clock.Elapsed < TimeSpan.FromMinutes(Math.Max(5, 2 * minutes)), $"it does not come to an end: {results} results\n{string.Join('\n', supervisors.Select(each => each.Errors))}");
                Thread.Sleep(LookEvery);
                looks++;
                if (cluster.Coordinator is { } process && supervisors[..3].Any(each => each.Id == process)) coordinated++;
                var now = cluster.KnownResults;
                Assert.True(now >= results, $"results were lost: {results}, then {now}");
                results = now;
                if (clock.Elapsed < nextKill) continue;
                supervisors[random.Next(supervisors.Length)].KillAndRestart();
                kills++;
                nextKill = clock.Elapsed + Wait(random, mean);
            }
            var ended = supervisors[..3].First(coordinator => coordinator.Ended is not null).Ended!;
            ended.Expect(0);
            var lasted = clock.Elapsed;
            cluster.ExpectUndisturbedResults();
            output.WriteLine($"{lasted.TotalSeconds:0} s, {kills} kills ({supervisors[..3].Sum(each => each.Kills)} of coordinators, {supervisors[3..].Sum(each => each.Kills)} of nodes), "
                + $"{cluster.Results.Term} terms, a coordinator {100.0 * coordinated / looks:0}% of the time, {cluster.Results.Attempts} attempts at {cluster.Trainings} trainings");
        }
        finally
        {
            foreach (var each in supervisors) each.Dispose();
        }
    }

    private static TimeSpan Wait(Random random, TimeSpan mean) => -Math.Log(1 - random.NextDouble()) * mean;
}
