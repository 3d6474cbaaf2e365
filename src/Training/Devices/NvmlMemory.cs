using System.Runtime.InteropServices;

namespace Sweeper.Training.Devices;

/// <summary>nvmlMemory_t of nvml.h, in bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NvmlMemory
{
    /// <summary>All of it.</summary>
    public ulong Total;

    /// <summary>What nobody has.</summary>
    public ulong Free;

    /// <summary>What programs have, and what the driver keeps for itself.</summary>
    public ulong Used;
}
