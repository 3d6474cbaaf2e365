namespace Sweeper.Actors.Results;

/// <summary>What was decided about a stage, and when.</summary>
public readonly record struct StoredMessage(DateTimeOffset At, string Text);
