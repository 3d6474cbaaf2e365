using System.Globalization;
using Sweeper.Training.Devices;

namespace Sweeper.Host.Runs;

/// <summary>Reads <c>--devices</c>.</summary>
internal static class DeviceList
{
    private const int MostTrainers = 1024;
    private const string Usage = "use cpu (one trainer a core), cpu:N with N from 1 to 1024, cuda (every GPU), or cuda:0,1 (these GPUs)";

    /// <summary>The devices of <c>cpu</c> (one thread a core), <c>cpu:N</c>, <c>cuda</c> (every GPU) or <c>cuda:0,1</c>; a trainer each.</summary>
    /// <param name="devices">The option's value.</param>
    /// <param name="gpus">The GPUs of this machine; asked only where they are meant.</param>
    /// <exception cref="UserException">It is none of these, or names a GPU that is not there.</exception>
    public static IReadOnlyList<ComputeDevice> Parse(string devices, Func<IReadOnlyList<CudaGpu>> gpus)
    {
        var (kind, rest) = devices.Split(':', 2) is [var before, var after] ? (before, after) : (devices, null);
        return kind switch
        {
            "cpu" when rest is null => Cpu(Environment.ProcessorCount),
            "cpu" when Number(rest) is > 0 and <= MostTrainers and { } count => Cpu(count),
            "cuda" when rest is null => [.. Found(devices, gpus).Select(gpu => new ComputeDevice(DeviceKind.Cuda, gpu.Index))],
            "cuda" when rest.Split(',').Select(Number).ToList() is var numbers && numbers.All(number => number is not null) => Cuda(devices, [.. numbers.OfType<int>()], gpus),
            _ => throw new UserException($"--devices {devices}: {Usage}"),
        };
    }

    /// <summary>Whether a text is of one of these forms, whatever devices a machine has.</summary>
    public static bool IsWellFormed(string devices) => (devices.Split(':', 2) is [var kind, var rest] ? (kind, rest) : (devices, null)) switch
    {
        ("cpu" or "cuda", null) => true,
        ("cpu", { } count) => Number(count) is > 0 and <= MostTrainers,
        ("cuda", { } list) => list.Split(',').Select(Number).ToList() is var numbers && numbers.All(number => number is not null) && numbers.Distinct().Count() == numbers.Count,
        _ => false,
    };

    private static List<ComputeDevice> Cpu(int count) => [.. Enumerable.Range(0, count).Select(number => new ComputeDevice(DeviceKind.Cpu, number))];

    private static List<ComputeDevice> Cuda(string devices, List<int> numbers, Func<IReadOnlyList<CudaGpu>> gpus)
    {
        if (numbers.Distinct().Count() < numbers.Count) throw new UserException($"--devices {devices}: a GPU is named twice; one trainer a GPU");
        var found = Found(devices, gpus);
        foreach (var number in numbers.Where(number => number >= found.Count))
            throw new UserException($"--devices {devices}: there is no GPU {number} here; there are {string.Join(", ", found.Select(gpu => $"{gpu.Index} ({gpu.Name})"))}");
        return [.. numbers.Select(number => new ComputeDevice(DeviceKind.Cuda, number))];
    }

    private static IReadOnlyList<CudaGpu> Found(string devices, Func<IReadOnlyList<CudaGpu>> gpus)
    {
        try
        {
            return gpus() is { Count: > 0 } found ? found : throw new UserException($"--devices {devices}: no GPU is visible here; see `nvidia-smi` and CUDA_VISIBLE_DEVICES, or use cpu");
        }
        catch (DeviceException error)
        {
            throw new UserException($"--devices {devices}: {error.Message}");
        }
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
