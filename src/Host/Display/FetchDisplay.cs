using Sweeper.Host.Output;
using Sweeper.Training.Datasets.Fetching;
using Sweeper.Training.Files;

namespace Sweeper.Host.Display;

/// <summary>
/// Shows a fetch on standard error: on a terminal one line that is written over, elsewhere a line every few seconds without any control
/// characters. Its methods may be called from any thread.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="isTerminal">Whether that is a terminal that understands escapes.</param>
/// <param name="width">The terminal's columns, asked for at each line.</param>
/// <param name="time">The clock that lines are spaced by.</param>
internal sealed class FetchDisplay(TextWriter output, bool isTerminal, Func<int> width, TimeProvider time) : IFetchWatcher, IDisposable
{
    private const string ClearLine = "\r\u001b[K";
    private static readonly TimeSpan LineSpacing = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RedrawSpacing = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private long? _shown;
    private bool _isDrawn;

    /// <summary>The display of this process.</summary>
    public static FetchDisplay OnStandardError() => new(Console.Error, StandardError.IsTerminal, () => Console.WindowWidth, TimeProvider.System);

    public void Say(string line) => Write(() =>
    {
        Clear();
        output.WriteLine(TerminalText.CleanLines(line));
    });

    public void Show(DownloadProgress progress) => Write(() =>
    {
        var now = time.GetTimestamp();
        if (_shown is { } last && time.GetElapsedTime(last, now) < (isTerminal ? RedrawSpacing : LineSpacing)) return;
        // The first line of a log comes after the first few seconds: what is quicker needs none.
        var isTooEarly = _shown is null && !isTerminal;
        _shown = now;
        if (isTooEarly) return;
        var line = TerminalText.Clean(Text(progress));
        if (!isTerminal)
        {
            output.WriteLine(line);
            return;
        }
        // A line that wraps cannot be written over.
        var room = Math.Max(20, width() - 1);
        output.Write(ClearLine + (line.Length > room ? line[..room] : line));
        output.Flush();
        _isDrawn = true;
    });

    /// <summary>Leaves the terminal as it was.</summary>
    public void Dispose() => Write(Clear);

    /// <summary>A line: how much is there, how fast it comes, how long it will take.</summary>
    internal static string Text(DownloadProgress progress)
    {
        var percent = progress.Total == 0 ? 100 : 100 * progress.Done / progress.Total;
        var rate = progress.Rate is { } bytes ? $", {ByteSize.Text((long)bytes)}/s" : "";
        var left = progress.SecondsLeft is { } seconds ? $", {Humans.Time(seconds)} left" : "";
        return $"{progress.Dataset}: {ByteSize.Text(progress.Done)} of {ByteSize.Text(progress.Total)} ({percent}%){rate}{left}, {progress.File}";
    }

    private void Clear()
    {
        if (_isDrawn) output.Write(ClearLine);
        _isDrawn = false;
    }

    private void Write(Action write)
    {
        lock (_lock)
        {
            try
            {
                write();
            }
            catch (IOException)
            {
                // The terminal has gone away; the fetch goes on.
            }
        }
    }
}
