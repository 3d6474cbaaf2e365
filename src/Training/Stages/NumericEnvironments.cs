using Sweeper.Training.Native;

namespace Sweeper.Training.Stages;

/// <summary>Reads this machine's numeric environment.</summary>
public static class NumericEnvironments
{
    /// <summary>A CPU trainer of this process: one thread, one training.</summary>
    /// <exception cref="TorchUnavailableException">libtorch does not load.</exception>
    public static NumericEnvironment Cpu() => new("cpu", CpuModel(), TorchRuntime.Start(), Threads: 1, Pack: 1);

    private static string CpuModel()
    {
        const string info = "/proc/cpuinfo";
        if (!File.Exists(info)) return "unknown";
        var line = File.ReadLines(info).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return line is null ? "unknown" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
