namespace Sweeper.Host;

/// <summary>The user has interrupted a command; the message says what was kept.</summary>
public sealed class InterruptedException(string message) : Exception(message);
