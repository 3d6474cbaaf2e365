using System.Runtime.InteropServices;

namespace Sweeper.Training.Devices;

/// <summary>NVIDIA's management library, by which <c>nvidia-smi</c> reads GPUs too; it comes with the driver. Form of its calls: NVML API reference, nvml.h.</summary>
internal static partial class Nvml
{
    private const string Library = "libnvidia-ml.so.1";
    private const int NotSupported = 3;

    /// <summary>Starts the library and finds a GPU; <see cref="Close"/> undoes one start, the library counts them.</summary>
    /// <param name="busId">Its place on the PCI bus, as the CUDA driver writes it: <c>0000:1B:00.0</c>.</param>
    /// <returns>The GPU's handle.</returns>
    /// <exception cref="DeviceException">There is no such library, or it refuses.</exception>
    public static nint Open(string busId)
    {
        try
        {
            Check(Initialise());
        }
        catch (DllNotFoundException error)
        {
            throw new DeviceException($"{Library} is not found; it comes with NVIDIA's driver, in containers with the driver capability `utility`", error);
        }
        if (HandleByBusId(busId, out var device) is not 0 and var fault)
        {
            Close();
            Check(fault);
        }
        return device;
    }

    /// <summary>Bytes in use, with those that the driver keeps for itself, and in all; null where this GPU does not tell.</summary>
    /// <exception cref="DeviceException">It refuses.</exception>
    public static (long Used, long Total)? Memory(nint device) =>
        Tells(MemoryInfo(device, out var memory)) ? ((long)memory.Used, (long)memory.Total) : null;

    /// <summary>The share of the last second (of the last sixth of one, by the model) in which a kernel ran; null where this GPU does not tell, as one cut into parts.</summary>
    /// <exception cref="DeviceException">It refuses.</exception>
    public static double? Busy(nint device) => Tells(UtilisationRates(device, out var rates)) ? Math.Clamp(rates.Gpu / 100.0, 0, 1) : null;

    /// <summary>Undoes a start. The library stays loaded: another thread may be in it.</summary>
    public static void Close() => _ = Shutdown();

    private static bool Tells(int result)
    {
        if (result == NotSupported) return false;
        Check(result);
        return true;
    }

    private static void Check(int result)
    {
        if (result != 0) throw new DeviceException($"NVIDIA's management library says: {Marshal.PtrToStringUTF8(ErrorString(result))}");
    }

    [LibraryImport(Library, EntryPoint = "nvmlInit_v2")]
    private static partial int Initialise();

    [LibraryImport(Library, EntryPoint = "nvmlShutdown")]
    private static partial int Shutdown();

    [LibraryImport(Library, EntryPoint = "nvmlErrorString")]
    private static partial nint ErrorString(int result);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetHandleByPciBusId_v2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int HandleByBusId(string busId, out nint device);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetMemoryInfo")]
    private static partial int MemoryInfo(nint device, out NvmlMemory memory);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetUtilizationRates")]
    private static partial int UtilisationRates(nint device, out NvmlUtilisation rates);
}
