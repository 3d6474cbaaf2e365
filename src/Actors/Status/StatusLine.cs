namespace Sweeper.Actors.Status;

/// <summary>Something that happened.</summary>
/// <param name="At">When.</param>
/// <param name="Text">What, in a line.</param>
public sealed record StatusLine(DateTimeOffset At, string Text);
