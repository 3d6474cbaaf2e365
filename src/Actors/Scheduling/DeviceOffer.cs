using Sweeper.Training.Devices;

namespace Sweeper.Actors.Scheduling;

/// <summary>What a trainer has to train with.</summary>
/// <param name="Kind">The kind of its device.</param>
/// <param name="MemoryBytes">A GPU's memory; for a processor, the machine's memory shared among the trainers that use it.</param>
public readonly record struct DeviceOffer(DeviceKind Kind, long MemoryBytes);
