using System.Runtime.InteropServices;

namespace Sweeper.Host.Watching.Terminals;

/// <summary>The C library's functions for terminals, on Linux.</summary>
internal static class TerminalCalls
{
    /// <summary>Room for a <c>struct termios</c>, which is 60 bytes with glibc and musl on x86-64.</summary>
    public const int AttributesSize = 128;

    /// <summary>Where <c>c_lflag</c> stands in it.</summary>
    public const int LocalFlags = 12;

    /// <summary>Where <c>c_cc</c> stands in it.</summary>
    public const int Characters = 17;

    private const nuint WindowSize = 0x5413;
    private const short Readable = 1;

    /// <summary>The attributes of a terminal; null where it is none.</summary>
    public static byte[]? Attributes(int file)
    {
        var attributes = new byte[AttributesSize];
        return tcgetattr(file, attributes) == 0 ? attributes : null;
    }

    /// <summary>Sets them once all that was written is out.</summary>
    public static void SetAttributes(int file, byte[] attributes) => tcsetattr(file, 1, attributes);

    /// <summary>Whether this process is one that the terminal's keys go to; another one is stopped if it touches the terminal.</summary>
    public static bool IsForeground(int file) => tcgetpgrp(file) == getpgrp();

    /// <summary>Columns and lines; null where the terminal does not say.</summary>
    public static (int Width, int Height)? Size(int file)
    {
        var size = new ushort[4];
        return ioctl(file, WindowSize, size) == 0 && size[0] > 0 && size[1] > 0 ? (size[1], size[0]) : null;
    }

    /// <summary>Waits until there is something to read or a time has passed.</summary>
    public static bool IsReadable(int file, TimeSpan wait)
    {
        var asked = new PollFile { File = file, Events = Readable };
        return poll(ref asked, 1, (int)wait.TotalMilliseconds) > 0;
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int tcgetattr(int file, byte[] attributes);

    [DllImport("libc", SetLastError = true)]
    private static extern int tcsetattr(int file, int when, byte[] attributes);

    [DllImport("libc", SetLastError = true)]
    private static extern int tcgetpgrp(int file);

    [DllImport("libc", SetLastError = true)]
    private static extern int getpgrp();

    [DllImport("libc", SetLastError = true)]
    private static extern int ioctl(int file, nuint request, [Out] ushort[] size);

    [DllImport("libc", SetLastError = true)]
    private static extern int poll(ref PollFile files, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFile
    {
        public int File;
        public short Events;
        public short Happened;
    }
}
