using System.Diagnostics;
using System.Globalization;

namespace Sweeper.Bench.Consoles;

/// <summary><c>sweeper watch</c> as users start it, on a pseudo-terminal of 200 x 50.</summary>
/// <param name="PeakMiB">The most memory that it had resident (VmHWM), in MiB.</param>
/// <param name="HasTorch">Whether a library of libtorch is in its memory.</param>
/// <param name="FramesASecond">Frames that it drew.</param>
/// <param name="Share">Of one processor, start left out.</param>
internal readonly record struct WatchProcess(double PeakMiB, bool HasTorch, double FramesASecond, double Share)
{
    private const double TicksASecond = 100;
    private const string FrameBegins = "\u001b[?2026h";
    private static readonly TimeSpan Starting = TimeSpan.FromSeconds(5);

    /// <summary>Watches the run of a store for some time.</summary>
    /// <exception cref="InvalidOperationException">It has not drawn, or ended by itself.</exception>
    public static async Task<WatchProcess> Of(string program, string store, TimeSpan time)
    {
        // util-linux's script gives it the terminal; the shell, which sets the size, gives its process to the command.
        var start = new ProcessStartInfo("script") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["-qefc", $"stty cols 200 rows 50; exec '{program}' watch --store '{store}'", "/dev/null"]) start.ArgumentList.Add(argument);
        start.Environment["TERM"] = "xterm-256color";
        using var script = Process.Start(start)!;
        var frames = 0;
        var reading = Task.Run(() => Count(script.StandardOutput, ref frames));
        await Task.Delay(Starting);
        var (watch, begun, drawn, clock) = (ChildOf(script.Id), 0.0, Volatile.Read(ref frames), Stopwatch.StartNew());
        begun = ProcessorSeconds(watch);
        await Task.Delay(time);
        var seconds = clock.Elapsed.TotalSeconds;
        var measured = new WatchProcess(Peak(watch), HasLibrary(watch, "libtorch"), (Volatile.Read(ref frames) - drawn) / seconds, (ProcessorSeconds(watch) - begun) / seconds);
        if (drawn == 0 || measured.FramesASecond == 0) throw new InvalidOperationException("`sweeper watch` has drawn nothing");
        await script.StandardInput.WriteAsync('q');
        await script.StandardInput.FlushAsync();
        await script.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        await reading;
        return script.ExitCode == 0 ? measured : throw new InvalidOperationException($"`sweeper watch` ended with {script.ExitCode}");
    }

    private static void Count(StreamReader output, ref int frames)
    {
        var (buffer, matched) = (new char[4096], 0);
        while (output.Read(buffer) is > 0 and var count)
        {
            foreach (var character in buffer.AsSpan(0, count))
            {
                matched = character == FrameBegins[matched] ? matched + 1 : character == FrameBegins[0] ? 1 : 0;
                if (matched < FrameBegins.Length) continue;
                matched = 0;
                Interlocked.Increment(ref frames);
            }
        }
    }

    private static int ChildOf(int process) => int.Parse(File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ')[0], CultureInfo.InvariantCulture);

    private static double Peak(int process) =>
        long.Parse(File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;

    private static bool HasLibrary(int process, string name) => File.ReadLines($"/proc/{process}/maps").Any(line => line.Contains(name, StringComparison.Ordinal));

    // Behind the name in brackets: user and system time are the 12th and 13th fields.
    private static double ProcessorSeconds(int process)
    {
        var fields = File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksASecond;
    }
}
