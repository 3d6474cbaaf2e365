using Sweeper.Actors.Scheduling;
using Sweeper.Training.Devices;

namespace Sweeper.Host.Runs;

/// <summary>What the devices of this machine have to train with.</summary>
internal static class DeviceOffers
{
    /// <summary>What one device has.</summary>
    /// <param name="device">The device.</param>
    /// <param name="all">All that this process uses: its processors share the memory that it may use, of the machine or of its container.</param>
    /// <exception cref="DeviceException">The GPU's driver does not answer.</exception>
    public static DeviceOffer Of(ComputeDevice device, IReadOnlyList<ComputeDevice> all) => device.Kind == DeviceKind.Cuda
        ? new(device.Kind, CudaDriver.Gpus()[device.Index].MemoryBytes)
        : new(device.Kind, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / all.Count(each => each.Kind == DeviceKind.Cpu));
}
