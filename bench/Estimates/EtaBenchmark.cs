using System.Globalization;
using Sweeper.Actors.Status;
using Sweeper.Bench.Rows;
using Sweeper.Bench.Scheduling;

namespace Sweeper.Bench.Estimates;

/// <summary>How far the time left that a run shows at a quarter of its work is from what it then takes.</summary>
internal static class EtaBenchmark
{
    private const int Seed = 1;
    private const int Repeats = 20;
    private const int Wanted = 8;

    /// <summary>Virtual runs, then real ones.</summary>
    public static void Run()
    {
        RunVirtual();
        RunReal();
    }

    /// <summary>The ten in virtual time.</summary>
    public static void RunVirtual()
    {
        Shape[] shapes = [.. Shapes.All()];
        Console.WriteLine("  virtual: the coordinator's decisions and the snapshots are real, the time of a training is drawn; each ratio is guess / truth");
        Print([.. shapes.Select(shape => (shape.Name, VirtualRun.Of(shape, Seed)))]);
        Guess[][] again = [.. Enumerable.Range(Seed + 1, Repeats).Select(seed => shapes.Select(shape => VirtualRun.Of(shape, seed)).ToArray())];
        Console.WriteLine($"  the same ten with {Repeats} other draws each: {again.Count(runs => runs.Count(run => run.IsNear) >= Wanted)} of {Repeats} times at least {Wanted} of ten near, the least {again.Min(runs => runs.Count(run => run.IsNear))}; the range held in {again.Sum(runs => runs.Count(run => run.IsInRange))} of {Repeats * shapes.Length}");
        var longest = again.SelectMany(runs => runs).Where(run => run.Open <= WorkEstimate.MostPlayed).MaxBy(run => run.Milliseconds)!;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  a snapshot with its guess took at most {longest.Milliseconds:0.0} ms, with {longest.Open:N0} trainings left; four are made a second"));
    }

    private static void RunReal()
    {
        Console.WriteLine("  real: short sweeps trained on this machine by `sweeper run`");
        var program = Launcher.Path();
        // The first call builds it where it is out of date.
        using (var folder = new BenchFolder()) ChildProcess.Run(Path.Combine(folder.Path, "help"), program, "--help");
        Print([.. RealSweeps.All().Select(sweep => (sweep.Name, RealRun.Of(program, sweep.Text).Result))]);
    }

    private static void Print(IReadOnlyList<(string Name, Guess Guess)> runs)
    {
        foreach (var (name, guess) in runs) Console.WriteLine($"    {name,-75} {guess}");
        Console.WriteLine($"    {runs.Count(run => run.Guess.IsNear)} of {runs.Count} within {Guess.Goal:0%} of the truth at {Guess.At:0%} of the work{(runs.Count == 10 ? $" (goal at least {Wanted})" : "")}; the range held in {runs.Count(run => run.Guess.IsInRange)} of {runs.Count}");
    }
}
