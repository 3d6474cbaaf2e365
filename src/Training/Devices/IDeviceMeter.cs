namespace Sweeper.Training.Devices;

/// <summary>Reads how full and how busy one device is. Used by one thread, which it may keep for long: a broken device may not answer at all.</summary>
public interface IDeviceMeter : IDisposable
{
    /// <summary>How it is now.</summary>
    /// <exception cref="DeviceException">It cannot be read; the message says why.</exception>
    DeviceReading Read();
}
