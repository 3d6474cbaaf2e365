namespace Sweeper.Actors.Status;

/// <summary>How long a run will still take: wide while little has been measured.</summary>
/// <param name="LowSeconds">It will hardly be less.</param>
/// <param name="Seconds">The best single guess.</param>
/// <param name="HighSeconds">It will hardly be more; with adaptive seeds, if every comparison takes all of them.</param>
public sealed record TimeLeft(double LowSeconds, double Seconds, double HighSeconds);
