using Sweeper.Training.Devices;

namespace Sweeper.Host.TrainerProcesses;

/// <summary>What trainers are: <c>--trainers</c>.</summary>
internal static class TrainerMode
{
    /// <summary>Threads of the process that has them.</summary>
    public const string Threads = "threads";

    /// <summary>A process each.</summary>
    public const string Processes = "processes";

    /// <summary>Whether trainers are processes of their own.</summary>
    /// <param name="given">The option's value; null is the default.</param>
    /// <param name="devices">Their devices.</param>
    /// <param name="onNode">Whether they are those of a node.</param>
    public static bool IsProcesses(string? given, IReadOnlyList<ComputeDevice> devices, bool onNode) =>
        given is null ? onNode || devices.Any(device => device.Kind == DeviceKind.Cuda) : given == Processes;
}
