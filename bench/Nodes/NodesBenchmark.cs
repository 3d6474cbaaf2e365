using System.Diagnostics;
using System.Globalization;
using Sweeper.Bench.Failover;
using Sweeper.Bench.Rows;
using Sweeper.Bench.Scheduling;
using Sweeper.Host.Cluster;

namespace Sweeper.Bench.Nodes;

/// <summary>Nodes that start in the same second join a run: how long until all work, and what the run makes of the time that they have.</summary>
internal static class NodesBenchmark
{
    private const int TrainingsANode = 3;
    private static readonly TimeSpan Training = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static void Run()
    {
        // The launcher's first call builds it where it is out of date.
        using (var folder = new BenchFolder()) ChildProcess.Run(Path.Combine(folder.Path, "help"), Launcher.Path(), "--help");
        Console.WriteLine($"{TrainingsANode} trainings of {Training.TotalSeconds:0} s a node; the time that they take against theirs alone ({TrainingsANode * Training.TotalSeconds:0} s)");
        foreach (var nodes in new[] { 1, 36, 360 }) Measure(nodes);
    }

    private static void Measure(int count)
    {
        using var folder = new BenchFolder();
        var (store, sweep, port) = (Path.Combine(folder.Path, "store"), Path.Combine(folder.Path, "sweep.yaml"), Host.Launching.FreePort.Next());
        File.WriteAllText(sweep, Sweep(count * TrainingsANode));
        using var run = new BenchProcess(Launcher.Path(), "run", sweep, "--store", store, "--listen", $"127.0.0.1:{port}", "--devices", "none", "--console", "none");
        var clock = Stopwatch.StartNew();
        FailoverBenchmark.Until(clock, "the run listens", () => run.Said.Contains("nodes may join", StringComparison.Ordinal));
        using var key = ClusterKey.Load(Path.Combine(store, ClusterKey.FileName));

        var working = new CountdownEvent(count);
        BenchNode[] nodes = [.. Enumerable.Range(0, count).Select(number => new BenchNode($"node-{number}", $"127.0.0.1:{port}", key, new WaitingRunner(Training, Once(() => working.Signal()))))];
        clock.Restart();
        Parallel.ForEach(nodes, new ParallelOptions { MaxDegreeOfParallelism = 8 }, node => node.Start().GetAwaiter().GetResult());
        var started = clock.Elapsed;
        if (!working.Wait(Patience)) throw new InvalidOperationException($"{working.CurrentCount} of {count} nodes have no work after {Patience.TotalMinutes:0} min: {run.Said}");
        var atWork = clock.Elapsed;
        if (!Task.WhenAll(nodes.Select(node => node.Over)).Wait(Patience)) throw new InvalidOperationException($"the run does not end: {run.Said}");
        var over = clock.Elapsed;
        var processor = run.ProcessorTime;
        run.WaitForExit();
        Task.WhenAll(nodes.Select(node => node.End())).Wait(Patience);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count,4} nodes, started within {started.TotalSeconds,5:0.0} s: all at work after {atWork.TotalSeconds,5:0.0} s; {count * TrainingsANode,5} trainings in {over.TotalSeconds,6:0.0} s, {over / (TrainingsANode * Training),5:0.00}; processor time of the run {processor.TotalSeconds:0.0} s"));
    }

    // Round 0 only: nothing is left behind that the run would fetch.
    private static string Sweep(int seeds) =>
        $$$$"""
        name: nodes
        models: [lenet-300-100]
        seeds: {{{{seeds}}}}
        sources: [{dataset: fashion-mnist}]
        targets: [{dataset: fashion-mnist}]
        tickets: [winning]
        pruning: {rounds: 1}
        evaluate: {rounds: [0]}
        recipe: {epochs: 2, batch_size: 128, optimizers: {sgd: {lr: 0.1}}}
        """;

    private static Action Once(Action action)
    {
        var done = 0;
        return () =>
        {
            if (Interlocked.Exchange(ref done, 1) == 0) action();
        };
    }
}
