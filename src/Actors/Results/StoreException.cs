namespace Sweeper.Actors.Results;

/// <summary>A store that cannot be used as asked: read-only, of another version, in use, not a store; the message names the remedy.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
