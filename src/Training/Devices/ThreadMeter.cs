using System.Diagnostics;
using System.Globalization;

namespace Sweeper.Training.Devices;

/// <summary>
/// Reads how much of one processor a trainer's thread takes: its processor time over the time that went by (proc(5), <c>stat</c>). libtorch computes a
/// training of processors on that thread alone; threads that decode photographs are not counted. Memory is the process's, so none is told.
/// </summary>
public sealed class ThreadMeter : IDeviceMeter
{
    // Linux counts for programs in hundredths on every processor that .NET runs on (USER_HZ).
    private const double TicksASecond = 100;

    // Of the numbers after the name.
    private const int UserTime = 11;
    private const int SystemTime = 12;

    private volatile string? _stat;
    private (double Seconds, long At)? _last;

    /// <summary>The calling thread is the trainer's.</summary>
    public void Attach()
    {
        try
        {
            _stat = new FileInfo("/proc/thread-self").LinkTarget is { } thread ? $"/proc/{thread}/stat" : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A sandbox that hides it: the trainer trains all the same, and how busy it is stays unknown.
            _stat = null;
        }
    }

    /// <summary>The trainer is another process; its threads are counted together, as one processor at most.</summary>
    /// <param name="process">Its number.</param>
    public void Follow(int process) => _stat = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat");

    /// <inheritdoc/>
    public DeviceReading Read()
    {
        var (before, now, at) = (_last, Seconds(), Stopwatch.GetTimestamp());
        _last = now is { } known ? (known, at) : null;
        if (now is not { } seconds || before is not { } last) return default;
        var elapsed = Stopwatch.GetElapsedTime(last.At, at).TotalSeconds;
        return new(null, null, elapsed > 0 ? Math.Clamp((seconds - last.Seconds) / elapsed, 0, 1) : null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    // Null before there is a thread, and when it has ended.
    private double? Seconds()
    {
        if (_stat is not { } path) return null;
        try
        {
            var text = File.ReadAllText(path);
            // The thread's name may hold blanks and brackets; nothing after it does.
            var numbers = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return (long.Parse(numbers[UserTime], CultureInfo.InvariantCulture) + long.Parse(numbers[SystemTime], CultureInfo.InvariantCulture)) / TicksASecond;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
