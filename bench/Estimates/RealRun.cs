using System.Diagnostics;
using Sweeper.Actors.Status;
using Sweeper.Bench.Scheduling;
using Sweeper.Host.Serving;

namespace Sweeper.Bench.Estimates;

/// <summary>A short sweep that is really trained, by the real command in a process of its own; its status endpoint says what it guesses.</summary>
internal static class RealRun
{
    private static readonly TimeSpan Starting = TimeSpan.FromSeconds(30);

    /// <summary>Runs a sweep's text to the end.</summary>
    /// <exception cref="InvalidOperationException">It failed, or said nothing of its end at a quarter of its work.</exception>
    public static async Task<Guess> Of(string program, string text)
    {
        using var folder = new BenchFolder();
        var (file, store) = (Path.Combine(folder.Path, "sweep.yaml"), Path.Combine(folder.Path, "store"));
        await File.WriteAllTextAsync(file, text);
        using var process = Process.Start(new ProcessStartInfo(program, ["run", file, "--store", store, "--console", "none"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var (quarter, last) = await Follow(store, process);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"exit code {process.ExitCode}: {(await said)[1]}");
        if (quarter?.TimeLeft is not { } left) throw new InvalidOperationException("it ended before it was asked");
        return new(left, (quarter.At - quarter.Started).TotalSeconds, (last!.At - quarter.At).TotalSeconds);
    }

    private static async Task<(SweepSnapshot? Quarter, SweepSnapshot? Last)> Follow(string store, Process process)
    {
        SweepSnapshot? quarter = null, last = null;
        using var run = new RemoteSource(new StoreConnection(store));
        var clock = Stopwatch.StartNew();
        while (last?.State != RunState.Ended)
        {
            try
            {
                last = await run.Next(last?.Number ?? 0, CancellationToken.None);
                if (last.Fraction >= Guess.At && last.TimeLeft is not null) quarter ??= last;
            }
            catch (IOException) when (last is null && clock.Elapsed < Starting && !process.HasExited)
            {
                // It has not begun to listen.
                await Task.Delay(100);
            }
            catch (IOException) when (last is not null)
            {
                // It has ended between two answers.
                break;
            }
        }
        return (quarter, last);
    }
}
