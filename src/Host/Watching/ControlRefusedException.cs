namespace Sweeper.Host.Watching;

/// <summary>A run was told to do something to a training that is not there; nothing has changed. The message is for people.</summary>
internal sealed class ControlRefusedException(string message) : IOException(message);
