using Sweeper.Bench.Scheduling;

namespace Sweeper.Bench.Rows;

/// <summary>Peak memory and time of the real commands that show a large sweep, against planning it alone.</summary>
internal static class RowsBenchmark
{
    private const string Baseline = "plan";

    public static void Run()
    {
        var program = Launcher.Path();
        // The first call builds it where it is out of date.
        using (var folder = new BenchFolder()) ChildProcess.Run(Path.Combine(folder.Path, "help"), program, "--help");
        foreach (var seeds in (ReadOnlySpan<int>)[83, 827]) Measure(program, FinishedSweep.ManySeeds(seeds));
        foreach (var fractions in (ReadOnlySpan<int>)[5, 50]) Measure(program, FinishedSweep.ManyRows(fractions));
    }

    private static void Measure(string program, string text)
    {
        using var folder = new BenchFolder();
        var (file, store, output) = (Path.Combine(folder.Path, "rows.yaml"), Path.Combine(folder.Path, "store"), Path.Combine(folder.Path, "output"));
        File.WriteAllText(file, text);
        Console.WriteLine($"  {Describe(store, text)}");
        GC.Collect();
        var baseline = ChildProcess.Run(output, program, "plan", file, "--store", Path.Combine(folder.Path, "none"));
        Print(Baseline, baseline, baseline);
        foreach (var format in (string[])["csv", "json", "parquet", "table"])
            Print($"results --format {format}", ChildProcess.Run(output, program, "results", "--store", store, "--format", format), baseline);
        Print("report", ChildProcess.Run(output, program, "report", "--store", store, "--out", Path.Combine(folder.Path, "report")), baseline);
    }

    // In a method of its own, so that the plan can be collected before the children run.
    private static string Describe(string store, string text)
    {
        var plan = FinishedSweep.Write(store, text);
        return $"{plan.Cells:N0} cells in {plan.Groups.Length:N0} rows, {plan.Stages.Length:N0} trainings";
    }

    private static void Print(string command, ChildProcess subject, ChildProcess baseline) => Console.WriteLine(
        $"    {command,-32}{subject.PeakMiB,7:0} MiB {subject.PeakMiB / baseline.PeakMiB,6:0.00} x {Baseline}   {subject.Seconds,6:0.0} s {subject.Seconds / baseline.Seconds,6:0.00} x {Baseline}   {subject.OutputBytes / 1048576.0,6:0.0} MiB out");
}
