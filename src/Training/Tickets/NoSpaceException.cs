namespace Sweeper.Training.Tickets;

/// <summary>A disk that is full, or nearly so; the message names the folder, the room left and the remedy.</summary>
public sealed class NoSpaceException(string message, Exception? inner = null) : IOException(message, inner);
