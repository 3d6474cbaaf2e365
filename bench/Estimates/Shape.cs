using System.Collections.Immutable;
using Sweeper.Actors.Planning;

namespace Sweeper.Bench.Estimates;

/// <summary>A run whose end is to be guessed: a sweep, devices, and what makes trainings of the same kind take different times.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Plan">The sweep.</param>
/// <param name="Speeds">How fast each device is; one of speed 2 takes half the time.</param>
internal sealed record Shape(string Name, SweepPlan Plan, ImmutableArray<double> Speeds)
{
    /// <summary>The spread of a training's time around that of its kind: the standard deviation of its logarithm.</summary>
    public double Noise { get; init; } = 0.05;

    /// <summary>The share of trainings that end in a NaN, half-way.</summary>
    public double Failing { get; init; }

    /// <summary>By how much trainings that begin after the guess take longer than those before: 0.2 is a fifth.</summary>
    public double SlowerLater { get; init; }

    /// <summary>Seconds that every step takes beside its arithmetic.</summary>
    public double Launching { get; init; }
}
