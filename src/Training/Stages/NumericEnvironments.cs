using System.Runtime.Intrinsics;
using Sweeper.Training.Devices;
using Sweeper.Training.Native;

namespace Sweeper.Training.Stages;

/// <summary>Reads this machine's numeric environment.</summary>
public static class NumericEnvironments
{
    /// <summary>A CPU trainer of this process: one thread, one training.</summary>
    /// <exception cref="TorchUnavailableException">libtorch does not load.</exception>
    public static NumericEnvironment Cpu() => new("cpu", CpuModel(), TorchRuntime.Start(), Threads: 1, Pack: 1);

    /// <summary>A trainer on a device.</summary>
    /// <exception cref="TorchUnavailableException">libtorch does not load.</exception>
    /// <exception cref="DeviceException">There is no such GPU, or libtorch cannot use it.</exception>
    public static NumericEnvironment Of(ComputeDevice device)
    {
        if (device.Kind == DeviceKind.Cpu) return Cpu();
        CudaRuntime.Start();
        var gpu = CudaDriver.Gpus().ElementAtOrDefault(device.Index) ?? throw new DeviceException($"there is no {device} here");
        return Cpu() with { Device = $"{gpu.Name}, TF32 convolutions" };
    }

    // Virtual machines give many processors one name (`AMD EPYC`): family, model and vector width tell them apart.
    private static string CpuModel()
    {
        const string info = "/proc/cpuinfo";
        if (!File.Exists(info)) return $"unknown, {Arithmetic}";
        var fields = File.ReadLines(info).TakeWhile(line => line.Length > 0).Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(field => field.Length == 2).GroupBy(field => field[0]).ToDictionary(group => group.Key, group => group.First()[1]);
        return $"{Field("model name")}, family {Field("cpu family")} model {Field("model")}, {Arithmetic}";

        string Field(string name) => fields.GetValueOrDefault(name, "unknown");
    }

    private static string Arithmetic => $"{VectorBits} bit{(Processor.TellsOfCaches ? "" : ", without oneDNN")}";

    private static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
}
