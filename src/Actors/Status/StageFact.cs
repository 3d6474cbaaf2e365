namespace Sweeper.Actors.Status;

/// <summary>Something known of a training.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value.</param>
public sealed record StageFact(string Name, string Value);
