namespace Sweeper.Actors.Results;

/// <summary>Another coordinator has taken over: this one's change was not made, and none of its changes will be.</summary>
public sealed class DeposedException(string message, Exception? inner = null) : Exception(message, inner);
