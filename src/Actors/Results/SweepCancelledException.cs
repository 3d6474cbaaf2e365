namespace Sweeper.Actors.Results;

/// <summary>The user has cancelled the sweep at the coordinator that this process stood by for.</summary>
public sealed class SweepCancelledException(string message) : Exception(message);
