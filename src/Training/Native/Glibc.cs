using System.Runtime.InteropServices;

namespace Sweeper.Training.Native;

/// <summary>glibc's allocator, which libtorch's tensors on processors live in.</summary>
internal static partial class Glibc
{
    // malloc.h; the largest threshold that glibc takes is 32 MiB.
    private const int TrimThreshold = -1, MmapThreshold = -3, ArenaMax = -8;
    private const int LargestMmapThreshold = 32 << 20;

    /// <summary>
    /// Keeps freed memory for the next tensor. As shipped, glibc gives the activations of every step back to the kernel and faults them
    /// in again in the next: of an epoch of VGG-11 at 32 pixels that was a third of the processor's time (24 s of system time beside 40
    /// of user time; 9 beside 38 with this), and changes no bit.
    /// </summary>
    public static void KeepFreedMemory()
    {
        _ = SetOption(MmapThreshold, LargestMmapThreshold);
        _ = SetOption(TrimThreshold, int.MaxValue);
        // The heaps of further arenas are at most 64 MiB, so their large blocks would be mapped and unmapped all the same.
        _ = SetOption(ArenaMax, 1);
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
