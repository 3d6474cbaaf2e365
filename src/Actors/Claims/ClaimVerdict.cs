using Sweeper.Actors.Specs;

namespace Sweeper.Actors.Claims;

/// <summary>A claim and what the results say of it: a paired t test over seeds decides, Holm-corrected over the sweep's claims.</summary>
public sealed record ClaimVerdict
{
    /// <summary>The claim.</summary>
    public required ClaimSpec Claim { get; init; }

    /// <summary>The decision.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Seeds with every cell of both sides.</summary>
    public required int N { get; init; }

    /// <summary>Seeds that the sweep asks for.</summary>
    public required int Wanted { get; init; }

    /// <summary>The mean over seeds of compare - against, in points (for grows: of its slope, in points a round); null without a seed.</summary>
    public required double? Difference { get; init; }

    /// <summary>The lower end of the 95% interval; null where n is below 2.</summary>
    public required double? Ci95Low { get; init; }

    /// <summary>The upper end of the 95% interval; null where n is below 2.</summary>
    public required double? Ci95High { get; init; }

    /// <summary>The one-sided p of the paired t test of what is claimed (the larger of two tests for equal); null where n is below 2.</summary>
    public required double? P { get; init; }

    /// <summary><see cref="P"/> after Holm's correction over the claims of the sweep.</summary>
    public required double? HolmP { get; init; }

    /// <summary>The p of the sign-flip test; null where n is 0 or the claim is equal.</summary>
    public required double? SignFlipP { get; init; }

    /// <summary>The p of Wilcoxon's signed-rank test; null where n is 0 or the claim is equal.</summary>
    public required double? WilcoxonP { get; init; }

    /// <summary>Cohen's d_z: the mean difference over its standard deviation; null where n is below 2 or the deviation is 0.</summary>
    public required double? EffectSize { get; init; }

    /// <summary>Where undecided: seeds more that would decide if the difference and its deviation stayed as they are; null where that cannot be said.</summary>
    public required int? SeedsStillNeeded { get; init; }

    /// <summary>Seeds left out, each with why: <c>seed 2: NaN</c>.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    /// <summary>The p of the test that would contradict the claim; null where n is below 2. For not-lower and equal twice the one-sided p, so that
    /// below 0.05 the 95% interval lies wholly outside.</summary>
    public double? OppositeP { get; init; }

    /// <summary><see cref="OppositeP"/> after Holm's correction over the claims of the sweep.</summary>
    public double? OppositeHolmP { get; init; }

    /// <summary>The standard deviation of the differences, in points; null where n is below 2.</summary>
    public double? Sd { get; init; }

    /// <summary>The true difference, in points, that the one-sided t test at 5% finds with 80% probability at this n and sd, uncorrected; null where n is below 2.</summary>
    public double? SmallestDetectable { get; init; }

    /// <summary>From how many seeds on the sign-flip test can fall below 0.05 / claims; null where its draws never can, or the claim is equal.</summary>
    public int? SignFlipDecidesFrom { get; init; }

    /// <summary>From how many seeds on Wilcoxon's test can; null where the claim is equal.</summary>
    public int? WilcoxonDecidesFrom { get; init; }

    /// <summary>What a reader should know besides: cells that only one side has, say.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
