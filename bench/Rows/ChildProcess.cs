using System.Diagnostics;
using System.Globalization;

namespace Sweeper.Bench.Rows;

/// <summary>What a command of a process of its own took.</summary>
/// <param name="Seconds">By the clock on the wall.</param>
/// <param name="PeakMiB">The most memory that it had resident (VmHWM), in MiB.</param>
/// <param name="OutputBytes">What it wrote to standard output.</param>
internal readonly record struct ChildProcess(double Seconds, double PeakMiB, long OutputBytes)
{
    /// <summary>Runs a command whose output goes to a file.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    public static ChildProcess Run(string output, string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardError = true };
        // The shell gives its process to the command: what is watched is the command itself.
        foreach (var argument in (IEnumerable<string>)["-c", "exec \"$@\" >\"$0\"", output, program, .. arguments]) start.ArgumentList.Add(argument);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var peak = 0.0;
        do peak = Math.Max(peak, PeakOf(process.Id));
        while (!process.WaitForExit(20));
        var seconds = clock.Elapsed.TotalSeconds;
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', arguments)}: exit code {process.ExitCode}: {errors.Result}");
        return new(seconds, peak, new FileInfo(output).Length);
    }

    // It only grows, so the last look before the end has it, but for what the last 20 ms added.
    private static double PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
