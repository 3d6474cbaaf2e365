using System.Runtime.InteropServices;

namespace Sweeper.Bench.Gpu;

/// <summary>The GPU's memory as the driver counts it: everything in use, libtorch's cache included.</summary>
internal static partial class CudaMemory
{
    /// <summary>Bytes in use on this thread's GPU.</summary>
    public static double Used() => Information(out var free, out var total) == 0
        ? total - free
        : throw new InvalidOperationException("the driver does not tell its memory");

    [LibraryImport("libcuda.so.1", EntryPoint = "cuMemGetInfo_v2")]
    private static partial int Information(out nuint free, out nuint total);
}
