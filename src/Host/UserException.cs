namespace Sweeper.Host;

/// <summary>The user's input is wrong; each line of the message names the place, the fault and the remedy.</summary>
public sealed class UserException(string message) : Exception(message);
