using System.Collections.Immutable;

namespace Sweeper.Actors.Status;

/// <summary>A quantity of a training, epoch by epoch.</summary>
/// <param name="Name">What it is: loss, accuracy, learning rate, seconds.</param>
/// <param name="Values">A value for each whole epoch.</param>
public sealed record StageCurve(string Name, ImmutableArray<double> Values);
