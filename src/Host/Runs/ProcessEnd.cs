using System.Runtime.InteropServices;

namespace Sweeper.Host.Runs;

/// <summary>The end of the process past every finalizer and shutdown hook, which could wait for a training: the store is whole at any moment.</summary>
internal static class ProcessEnd
{
    /// <summary>Ends it, with an exit code.</summary>
    [DllImport("libc", EntryPoint = "_exit")]
    public static extern void AtOnce(int code);
}
