using System.Runtime.InteropServices;

namespace Sweeper.Training.Devices;

/// <summary>nvmlUtilization_t of nvml.h, in percent of the last moments.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NvmlUtilisation
{
    /// <summary>A kernel ran.</summary>
    public uint Gpu;

    /// <summary>Memory was read or written.</summary>
    public uint Memory;
}
