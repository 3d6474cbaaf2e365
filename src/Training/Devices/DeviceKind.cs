namespace Sweeper.Training.Devices;

/// <summary>The kinds of device that train.</summary>
public enum DeviceKind
{
    /// <summary>One thread of a processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda,
}
