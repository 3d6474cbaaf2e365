using TorchSharp;

namespace Sweeper.Bench.Trainings;

/// <summary>Several trainers at once, each on a thread of its own, as the trainers of a run.</summary>
internal static class SideBySide
{
    /// <summary>What a step costs where some trainers work at once: from the first trainer's first step to the last one's last, shared out.</summary>
    public static Cost Step(LeNetOnFashion work, int trainers, int steps)
    {
        var marks = Enumerable.Range(0, trainers).Select(_ => new Marks()).ToArray();
        using var start = new Barrier(trainers);
        var threads = marks.Select((mark, seed) => Start(() =>
        {
            start.SignalAndWait();
            work.Train(work.Order(steps + 1, seed, 0, steps), mark);
        })).ToArray();
        foreach (var thread in threads) thread.Join();
        var (first, last) = (marks.MinBy(mark => mark.Times[0].Wall)!.Times[0], marks.MaxBy(mark => mark.Times[1].Wall)!.Times[1]);
        return (last - first) / (trainers * steps);
    }

    /// <summary>Prints by how much the process grows with each trainer at work; the data is in memory before.</summary>
    public static void PrintMemory(LeNetOnFashion work)
    {
        using var stop = new CancellationTokenSource();
        var threads = new List<Thread>();
        var sizes = new Dictionary<int, long> { [0] = ResidentBytes() };
        foreach (var trainers in (int[])[1, 2, 4])
        {
            while (threads.Count < trainers)
            {
                var progress = new Sweeper.Training.Stages.StageProgress();
                var order = work.Order(int.MaxValue, threads.Count);
                threads.Add(Start(() => work.Train(order, new Marks(), progress, stop.Token)));
                while (progress.Step < 100) Thread.Sleep(10);
            }
            sizes[trainers] = ResidentBytes();
        }
        stop.Cancel();
        foreach (var thread in threads) thread.Join();
        var weights = 4L * work.Build().FlatLength;
        Console.WriteLine($"  d. resident memory a trainer more, and as a multiple of the network's weights ({Mega(weights)}); with none {Mega(sizes[0])}");
        foreach (var (from, to) in (ReadOnlySpan<(int, int)>)[(0, 1), (1, 2), (2, 4)])
        {
            var each = (sizes[to] - sizes[from]) / (to - from);
            Console.WriteLine($"    {from} -> {to} trainers  {Mega(each)}  {(double)each / weights:0.0}x");
        }
    }

    private static Thread Start(Action work)
    {
        var thread = new Thread(() =>
        {
            torch.set_num_threads(1);
            work();
        })
        { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static string Mega(long bytes) => $"{bytes / 1048576.0:0.0} MiB";

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Environment.WorkingSet;
    }
}
