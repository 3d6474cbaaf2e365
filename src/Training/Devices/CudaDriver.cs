using System.Runtime.InteropServices;
using System.Text;

namespace Sweeper.Training.Devices;

/// <summary>What NVIDIA's driver says of this machine's GPUs; needs neither CUDA's toolkit nor libtorch.</summary>
public static partial class CudaDriver
{
    private const string Library = "libcuda.so.1";
    private const int LongestName = 256;
    private const int LongestBusId = 32;

    /// <summary>The GPUs that this process may use (CUDA_VISIBLE_DEVICES narrows them), in the driver's order; empty without any.</summary>
    /// <exception cref="DeviceException">There is no driver, or it does not start.</exception>
    public static IReadOnlyList<CudaGpu> Gpus()
    {
        // 100: there is a driver and no GPU.
        if (Start() is not (0 or 100) and var fault) throw new DeviceException($"NVIDIA's driver does not start: CUDA error {fault}. See `nvidia-smi`.");
        return DeviceCount(out var count) != 0 ? [] : [.. Enumerable.Range(0, count).Select(Gpu)];
    }

    /// <summary>The place of a GPU on the PCI bus, by which other libraries know it: <c>0000:1B:00.0</c>.</summary>
    /// <param name="index">Its number, as the driver counts; <see cref="Gpus"/> has found it.</param>
    /// <exception cref="DeviceException">There is no driver, or it refuses.</exception>
    internal static string BusId(int index)
    {
        Check(Start());
        Check(Device(out var device, index));
        Span<byte> id = stackalloc byte[LongestBusId];
        Check(DeviceBusId(id, LongestBusId, device));
        return Text(id);
    }

    private static int Start()
    {
        try
        {
            return Initialise(0);
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
        return new(index, Text(name), (long)bytes);
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes.IndexOf((byte)0) is >= 0 and var end ? bytes[..end] : bytes);

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

    [LibraryImport(Library, EntryPoint = "cuDeviceGetPCIBusId")]
    private static partial int DeviceBusId(Span<byte> id, int length, int device);

    [LibraryImport(Library, EntryPoint = "cuDeviceTotalMem_v2")]
    private static partial int DeviceMemory(out nuint bytes, int device);
}
