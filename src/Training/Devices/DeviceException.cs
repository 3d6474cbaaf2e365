namespace Sweeper.Training.Devices;

/// <summary>A device cannot be used; the message says why and names the remedy.</summary>
public sealed class DeviceException(string message, Exception? inner = null) : Exception(message, inner);
