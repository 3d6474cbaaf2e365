namespace Sweeper.Actors.Statistics;

/// <summary>An interval of a mean, in the unit of the values.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct Interval(double Low, double High);
