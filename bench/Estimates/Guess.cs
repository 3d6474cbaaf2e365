using System.Globalization;
using Sweeper.Actors.Status;

namespace Sweeper.Bench.Estimates;

/// <summary>What a run said of its end when a quarter of its work was done, and what came.</summary>
/// <param name="Left">What it said.</param>
/// <param name="Elapsed">Seconds from its start to that.</param>
/// <param name="Truth">Seconds from that to its end.</param>
internal sealed record Guess(TimeLeft Left, double Elapsed, double Truth)
{
    /// <summary>Trainings that were not done then; 0 where that is not known.</summary>
    public int Open { get; init; }

    /// <summary>Milliseconds that making the snapshot took; 0 where that is not known.</summary>
    public double Milliseconds { get; init; }

    /// <summary>At which share of the work it is made.</summary>
    public const double At = 0.25;

    /// <summary>How far off it may be, as a share of the truth.</summary>
    public const double Goal = 0.25;

    /// <summary>Whether it is near enough.</summary>
    public bool IsNear => Math.Abs(Left.Seconds - Truth) <= Goal * Truth;

    /// <summary>Whether the truth lies in the range.</summary>
    public bool IsInRange => Left.LowSeconds <= Truth && Truth <= Left.HighSeconds;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"after {Elapsed,7:0} s: {Left.Seconds,7:0} s guessed, {Truth,7:0} s true, {Left.Seconds / Truth,5:0.00}; range {Left.LowSeconds / Truth:0.00} to {Left.HighSeconds / Truth:0.00} {(IsInRange ? "holds it" : "does not")}");
}
