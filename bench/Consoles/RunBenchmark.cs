using System.Globalization;
using Sweeper.Actors.Planning;
using Sweeper.Bench.Rows;
using Sweeper.Bench.Scheduling;

namespace Sweeper.Bench.Consoles;

/// <summary>What it costs to watch a run of 100,000 cells and 64 devices while it goes on, and how steadily it is drawn.</summary>
internal static class RunBenchmark
{
    private const int Rounds = 3;
    private const double MostShare = 0.15;
    private const double FramesASecond = 4;
    private const double MostMiB = 150;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(20);

    public static async Task Run(string program)
    {
        // The first call builds it where it is out of date.
        using (var folder = new BenchFolder()) ChildProcess.Run(Path.Combine(folder.Path, "help"), program, "--help");
        var plan = HalfDoneSweep.Plan();
        Console.WriteLine($"  a simulated run: {plan.Cells:N0} cells, {plan.Stages.Length:N0} trainings, about half of them done before; {Measured.TotalSeconds:0} s each, {Rounds} rounds in turn");
        Console.WriteLine("     (a round before that does not count)");
        var costs = Enum.GetValues<Watchers>().ToDictionary(watchers => watchers, _ => new List<double>());
        var drawn = "";
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var (watchers, shares) in costs)
            {
                var (share, frames) = await Measure(plan, watchers);
                if (round > 0) shares.Add(share);
                drawn = frames ?? drawn;
            }
        }
        Print("e. the run that nobody looks at and that makes no snapshots, processor", costs[Watchers.None], null);
        Print("f. the same with snapshots, rows and claims read; above e", costs[Watchers.Snapshots], costs[Watchers.None]);
        Print("g. with endpoint and live console of 200 x 50 besides; above e", costs[Watchers.Console], costs[Watchers.None]);
        Console.WriteLine(drawn);
        await using var run = await SimulatedRun.Start(plan, Watchers.Console);
        await Task.Delay(Settling);
        var watch = await WatchProcess.Of(program, run.Store, Measured);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  i. `sweeper watch` in a process of its own: peak {watch.PeakMiB:0} MiB resident (goal at most {MostMiB:0}); libtorch {(watch.HasTorch ? "is loaded" : "is not loaded")}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"     {watch.FramesASecond:0.00} frames a second, {watch.Share:0.0%} of a processor"));
    }

    // Of one processor, start and end of the run left out.
    private static async Task<(double Share, string? Drawn)> Measure(SweepPlan plan, Watchers watchers)
    {
        await using var run = await SimulatedRun.Start(plan, watchers);
        await Task.Delay(Settling);
        GC.Collect();
        var before = Cost.Now;
        await Task.Delay(Measured);
        var cost = Cost.Now - before;
        return (cost.Cpu / cost.Wall, watchers == Watchers.Console ? Drawn(run, before.Wall) : null);
    }

    private static string Drawn(SimulatedRun run, double since)
    {
        var frames = run.Terminal.Since(since);
        var gaps = frames.Zip(frames.Skip(1), (one, next) => next.At - one.At).ToList();
        var span = frames[^1].At - frames[0].At;
        var drawing = (frames[^1].DrawingSeconds - frames[0].DrawingSeconds) / span;
        return string.Create(CultureInfo.InvariantCulture, $"  h. {gaps.Count / span:0.00} frames a second (goal {FramesASecond:0}), {gaps.Min() * 1000:0} to {gaps.Max() * 1000:0} ms between two; {frames.Average(frame => frame.Bytes) / 1024:0.0} KiB each\n")
            + string.Create(CultureInfo.InvariantCulture, $"     the drawing thread alone {drawing:0.0%} of a processor; {run.Source.Latest!.Number:N0} snapshots, {run.Source.Latest.Trainings.Done - run.Source.Latest.Trainings.Reused:N0} trainings done, {run.Source.Latest.OpenChains:N0} chains open");
    }

    private static void Print(string title, List<double> shares, List<double>? baseline)
    {
        var values = baseline is null ? shares : [.. shares.Zip(baseline, (with, without) => with - without)];
        var goal = baseline is null ? "" : $"; goal at most {MostShare:0%}";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {title}: {values.Min():0.0%} {Ratios.Median(values):0.0%} {values.Max():0.0%} of one (min, median, max{goal})"));
    }
}
