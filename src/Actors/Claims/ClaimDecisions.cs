using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Statistics;

namespace Sweeper.Actors.Claims;

/// <summary>Decides the claims of a sweep from its rows. Pure: the same rows give the same verdicts, in whatever order they stand.</summary>
public static class ClaimDecisions
{
    /// <summary>The family error that Holm's correction keeps.</summary>
    public const double Level = 0.05;

    /// <summary>The verdicts on the claims of a plan's only sweep, in the order of the file.</summary>
    /// <exception cref="ArgumentException">The plan is of several sweeps: rows do not say of which they are.</exception>
    public static IReadOnlyList<ClaimVerdict> Decide(SweepPlan plan, IEnumerable<ResultGroup> rows) =>
        plan.Specs is [var only] ? Decide(only, rows) : throw new ArgumentException($"a plan of {plan.Specs.Length} sweeps, where one is needed", nameof(plan));

    /// <summary>The verdicts on a sweep's claims, in the order of the file.</summary>
    /// <param name="spec">The sweep.</param>
    /// <param name="rows">All of its rows; read once a claim.</param>
    public static IReadOnlyList<ClaimVerdict> Decide(SweepSpec spec, IEnumerable<ResultGroup> rows)
    {
        List<ClaimContrast> contrasts = [.. spec.Claims.Select(claim => ClaimContrast.Of(claim, rows))];
        List<ClaimTest?> tests = [.. contrasts.Select(contrast => contrast.Differences.Count < 2 ? null : ClaimTest.Of(contrast))];
        // A claim that cannot be tested yet counts in the family with p = 1: the correction does not grow as seeds come in.
        var holm = MultipleTests.Holm([.. contrasts.Select((contrast, i) => tests[i]?.P(contrast.Differences.Count) ?? 1)]);
        var opposite = MultipleTests.Holm([.. contrasts.Select((contrast, i) => tests[i]?.OppositeP(contrast.Differences.Count) ?? 1)]);
        var seeds = new SeedsNeeded([.. contrasts.Select((contrast, i) => (tests[i], contrast.Differences.Count))]);
        return
        [
            .. contrasts.Select((contrast, i) =>
            {
                var verdict = tests[i] is null ? Verdict.Undecided : holm[i] < Level ? Verdict.Supported : opposite[i] < Level ? Verdict.Contradicted : Verdict.Undecided;
                return Describe(contrast, tests[i], contrasts.Count) with
                {
                    Verdict = verdict,
                    Wanted = spec.Seeds.Length,
                    HolmP = tests[i] is null ? null : holm[i],
                    OppositeHolmP = tests[i] is null ? null : opposite[i],
                    SeedsStillNeeded = verdict == Verdict.Undecided ? seeds.Of(i) : null,
                };
            }),
        ];
    }

    private static ClaimVerdict Describe(ClaimContrast contrast, ClaimTest? test, int claims)
    {
        var (claim, differences, n) = (contrast.Claim, contrast.Differences, contrast.Differences.Count);
        Interval? interval = n < 2 ? null : StudentInterval.Of(differences, 0.95);
        var ranked = claim.Expect == ClaimExpectation.Equal ? null : Shifted(claim, differences);
        var alternative = claim.Expect == ClaimExpectation.Lower ? Alternative.Less : Alternative.Greater;
        return new()
        {
            Claim = claim,
            Verdict = Verdict.Undecided,
            N = n,
            Wanted = n,
            Difference = n == 0 ? null : Sample.Mean(differences),
            Sd = test?.Sd,
            Ci95Low = interval?.Low,
            Ci95High = interval?.High,
            P = test?.P(n),
            HolmP = null,
            OppositeP = test?.OppositeP(n),
            SignFlipP = ranked is null || n == 0 ? null : SignFlipTest.P(ranked, alternative),
            WilcoxonP = ranked is null || n == 0 ? null : WilcoxonTest.P(ranked, alternative),
            SignFlipDecidesFrom = ranked is null ? null : SmallestSample.ForSignFlip(Level / claims, alternative),
            WilcoxonDecidesFrom = ranked is null ? null : SmallestSample.ForWilcoxon(Level / claims, alternative),
            EffectSize = n < 2 ? null : EffectSize.CohensDz(differences),
            SmallestDetectable = test is null ? null : test.Sd * PairedTPower.SmallestEffect(n),
            SeedsStillNeeded = null,
            LeftOut = contrast.LeftOut,
            Notes = contrast.Notes,
        };
    }

    // Tests by signs and ranks are against 0; for not-lower what is tested is the difference + margin.
    private static IReadOnlyList<double> Shifted(ClaimSpec claim, IReadOnlyList<double> differences) =>
        claim.Expect == ClaimExpectation.NotLower ? [.. differences.Select(difference => Math.Round(difference + claim.Margin!.Value, ClaimContrast.Decimals))] : differences;
}
