using System.Runtime.Intrinsics.X86;

namespace Sweeper.Training.Native;

/// <summary>What the processor says of itself.</summary>
internal static class Processor
{
    // AMD64 Architecture Programmer's Manual volume 3, CPUID Fn8000_001D: the type of cache 0 is 0 where there is none to tell of.
    private const uint ExtendedLeaves = 0x8000_0000, CacheLeaf = 0x8000_001D;
    private const int CacheType = 0x1F;
    private const int Auth = 0x6874_7541;

    /// <summary>
    /// Whether it tells of its caches. Some virtual machines hide those of AMD processors, and oneDNN 3.7 (libtorch 2.10) counts on them: on such a
    /// machine its convolutions gave other numbers at each run with two threads, NaN among them, and a resnet-50 at 28 pixels ended the process with a
    /// division by zero.
    /// </summary>
    public static bool TellsOfCaches { get; } = !X86Base.IsSupported || X86Base.CpuId(0, 0).Ebx != Auth
        || (uint)X86Base.CpuId(unchecked((int)ExtendedLeaves), 0).Eax < CacheLeaf
        || (X86Base.CpuId(unchecked((int)CacheLeaf), 0).Eax & CacheType) != 0;
}
