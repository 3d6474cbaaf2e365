using System.Diagnostics;
using System.Globalization;
using Sweeper.Actors.Results.Postgres;

namespace Sweeper.Bench.Failover;

/// <summary>
/// How long a sweep has no coordinator: three real coordinators on PostgreSQL against three members of an Akka.NET cluster with a singleton (static quorum of 2,
/// <c>stable-after</c> 5 s), on this machine in the same run. The one that has the turn is killed or told to stop, and started again.
/// </summary>
internal static class FailoverBenchmark
{
    private const int Kill = 9;
    private const int Terminate = 15;
    private const int Rounds = 5;

    public static void Run()
    {
        var (killed, stopped, works) = Ours();
        var (memberKilled, memberStopped) = Singleton();
        Print("a. kill -9: until another coordinates", killed, memberKilled);
        Print("b. SIGTERM: until another coordinates", stopped, memberStopped);
        Console.WriteLine($"  c. kill -9: until a node works for it  {Ratios.Spread(works)} s");
    }

    private static (List<double> Killed, List<double> Stopped, List<double> Works) Ours()
    {
        var address = PostgresAddress.FromEnvironment() ?? throw new InvalidOperationException($"set {PostgresAddress.Variable} to an empty database of PostgreSQL's, or to @FILE with its address");
        using var cluster = new CoordinatorCluster(address);
        var (killed, stopped, works) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var (coordinates, node) = cluster.Replace(Kill);
            killed.Add(coordinates);
            works.Add(node);
            stopped.Add(cluster.Replace(Terminate).Coordinates);
        }
        return (killed, stopped, works);
    }

    private static (List<double> Killed, List<double> Stopped) Singleton()
    {
        using var cluster = new SingletonCluster();
        var (killed, stopped) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            killed.Add(cluster.Replace(Kill));
            stopped.Add(cluster.Replace(Terminate));
        }
        return (killed, stopped);
    }

    private static void Print(string title, List<double> ours, List<double> theirs)
    {
        Console.WriteLine($"  {title}  {Ratios.Spread(ours)} s");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"       / a cluster singleton ({Ratios.Median(theirs):0.0} s)  {Ratios.Spread(ours.Zip(theirs, (a, b) => a / b))}"));
    }

    /// <summary>Seconds until something is so, looked at a hundred times a second.</summary>
    internal static double Until(Stopwatch clock, string what, Func<bool> isSo)
    {
        while (!isSo())
        {
            if (clock.Elapsed > TimeSpan.FromMinutes(2)) throw new InvalidOperationException($"two minutes have passed before {what}");
            Thread.Sleep(10);
        }
        return clock.Elapsed.TotalSeconds;
    }
}
