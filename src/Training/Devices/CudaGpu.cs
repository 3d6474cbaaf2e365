namespace Sweeper.Training.Devices;

/// <summary>One GPU.</summary>
/// <param name="Index">Its number, as the driver counts.</param>
/// <param name="Name">Its model, such as <c>NVIDIA H100 80GB HBM3</c>.</param>
/// <param name="MemoryBytes">Its whole memory.</param>
public sealed record CudaGpu(int Index, string Name, long MemoryBytes);
