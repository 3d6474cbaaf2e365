using Sweeper.Actors.Scheduling;
using Sweeper.Training.Devices;

namespace Sweeper.Actors.Tests.Support;

/// <summary>What trainers have to train with.</summary>
internal static class Offers
{
    public static DeviceOffer Cpu { get; } = new(DeviceKind.Cpu, 4L << 30);

    public static DeviceOffer Gpu(int gibibytes) => new(DeviceKind.Cuda, (long)gibibytes << 30);
}
