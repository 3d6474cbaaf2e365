using System.Runtime.InteropServices;
using System.Text;

namespace Sweeper.Training.Devices;

/// <summary>What NVIDIA's driver says of this machine's GPUs; needs neither CUDA's toolkit nor libtorch.</summary>
public static partial class CudaDriver
{
    private const string Library = "libcuda.so.1";
    private const int LongestName = 256;

    /// <summary>The GPUs that this process may use (CUDA_VISIBLE_DEVICES narrows them), in the driver's order; empty without any.</summary>
    /// <exception cref="DeviceException">There is no driver, or it does not start.</exception>
    public static IReadOnlyList<CudaGpu> Gpus()
    {
        try
        {
            // 100: there is a driver and no GPU.
            if (Initialise(0) is not (0 or 100) and var fault) throw new DeviceException($"NVIDIA's driver does not start: CUDA error {fault}. See `nvidia-smi`.");
            return DeviceCount(out var count) != 0 ? [] : [.. Enumerable.Range(0, count).Select(Gpu)];
        }
        catch (DllNotFoundException error)
        {
            throw new DeviceException($"NVIDIA's driver is not installed: {Library} is not found. Install it, or train on cpu.", error);
        }
    }

    private static CudaGpu Gpu(int index)
    {
        Check(Device(out var device, index));
        Span<byte> name = stackalloc byte[LongestName];
        Check(DeviceName(name, LongestName, device));
        Check(DeviceMemory(out var bytes, device));
        var end = name.IndexOf((byte)0);
        return new(index, Encoding.UTF8.GetString(end < 0 ? name : name[..end]), (long)bytes);
    }

    private static void Check(int result)
    {
        if (result != 0) throw new DeviceException($"NVIDIA's driver answers with CUDA error {result}. See `nvidia-smi`.");
    }

    [LibraryImport(Library, EntryPoint = "cuInit")]
    private static partial int Initialise(uint flags);

    [LibraryImport(Library, EntryPoint = "cuDeviceGetCount")]
    private static partial int DeviceCount(out int count);

    [LibraryImport(Library, EntryPoint = "cuDeviceGet")]
    private static partial int Device(out int device, int ordinal);

    [LibraryImport(Library, EntryPoint = "cuDeviceGetName")]
    private static partial int DeviceName(Span<byte> name, int length, int device);

    [LibraryImport(Library, EntryPoint = "cuDeviceTotalMem_v2")]
    private static partial int DeviceMemory(out nuint bytes, int device);
}
