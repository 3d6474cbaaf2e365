using Sweeper.Actors.Scheduling;
using Sweeper.Training.Devices;
using Sweeper.Training.Files;

namespace Sweeper.Actors.Specs;

/// <summary>What a training asks of the device that it runs on.</summary>
/// <param name="Kind">The kind; null is any.</param>
/// <param name="MemoryBytes">Memory that the device must have at least; null is any.</param>
public readonly record struct DeviceNeed(DeviceKind? Kind, long? MemoryBytes)
{
    /// <summary>Whether a device has all of it.</summary>
    public bool IsMetBy(DeviceOffer offer) => (Kind is null || Kind == offer.Kind) && (MemoryBytes is null || MemoryBytes <= offer.MemoryBytes);

    /// <summary>For people: <c>a GPU with 40 GiB</c>.</summary>
    public string Text => $"{Kind switch { DeviceKind.Cuda => "a GPU", DeviceKind.Cpu => "a processor", _ => "a device" }}{(MemoryBytes is { } memory ? $" with {ByteSize.Text(memory)}" : "")}";
}
