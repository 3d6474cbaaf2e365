using System.Runtime.InteropServices;

namespace Sweeper.Bench.Consoles;

/// <summary>The processor time of the calling thread alone, on Linux.</summary>
internal static class ThreadClock
{
    private const int ThreadTime = 3;

    /// <summary>Seconds since the thread's start.</summary>
    public static double Seconds() => clock_gettime(ThreadTime, out var time) == 0 ? time.Seconds + time.Nanoseconds / 1e9 : 0;

    [DllImport("libc")]
    private static extern int clock_gettime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
