using System.Globalization;
using Sweeper.Actors.Coordination;

namespace Sweeper.Host.Runs;

/// <summary>Reads <c>--devices</c>.</summary>
internal static class DeviceList
{
    private const int MostTrainers = 1024;

    /// <summary>The trainers of <c>cpu</c> (one a core) or <c>cpu:N</c>.</summary>
    /// <exception cref="UserException">It is neither.</exception>
    public static IReadOnlyList<TrainerId> Parse(string devices)
    {
        if (devices == "cpu") return Cpu(Environment.ProcessorCount);
        if (devices.StartsWith("cpu:", StringComparison.Ordinal)
            && int.TryParse(devices.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= MostTrainers)
            return Cpu(count);
        throw new UserException(devices.StartsWith("cuda", StringComparison.Ordinal)
            ? $"--devices {devices}: this version trains on CPUs only; use cpu or cpu:N"
            : $"--devices {devices}: use cpu (one trainer a core), or cpu:N with N from 1 to {MostTrainers}");
    }

    private static List<TrainerId> Cpu(int count) => [.. Enumerable.Range(0, count).Select(number => new TrainerId($"cpu:{number}"))];
}
