namespace Sweeper.Host.TrainerProcesses;

/// <summary>Bytes between a process and a trainer's process that are no frame.</summary>
internal sealed class FrameException(string message) : Exception(message);
