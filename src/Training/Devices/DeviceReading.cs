namespace Sweeper.Training.Devices;

/// <summary>How full and how busy a device is at a moment; what cannot be told is null.</summary>
/// <param name="MemoryBytes">Bytes of its memory in use, by whomever.</param>
/// <param name="MemoryTotalBytes">Bytes of memory that it has.</param>
/// <param name="Utilisation">The share of the last moments in which it computed, in [0, 1].</param>
public readonly record struct DeviceReading(long? MemoryBytes, long? MemoryTotalBytes, double? Utilisation);
