using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sweeper.Host.TrainerProcesses;

/// <summary>Takes this process's standard input and output away for frames alone: whatever else reads finds nothing, and what libraries print goes to standard error.</summary>
internal static class StandardPipes
{
    private const int In = 0;
    private const int Out = 1;
    private const int Error = 2;
    private const int ReadOnly = 0;

    /// <summary>The two, once a process.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public static (Stream Input, Stream Output) Take()
    {
        var (input, output) = (Checked(Copy(In)), Checked(Copy(Out)));
        Checked(Replace(Checked(Open("/dev/null", ReadOnly)), In));
        Checked(Replace(Error, Out));
        Console.SetOut(Console.Error);
        return (new FileStream(new SafeFileHandle(input, ownsHandle: true), FileAccess.Read, bufferSize: 0), new FileStream(new SafeFileHandle(output, ownsHandle: true), FileAccess.Write, bufferSize: 0));
    }

    private static int Checked(int result) => result >= 0 ? result : throw new IOException($"standard input and output cannot be taken: error {Marshal.GetLastPInvokeError()}");

    [DllImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static extern int Copy(int descriptor);

    [DllImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static extern int Replace(int descriptor, int by);

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Open(string path, int flags);
}
