using System.Globalization;
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
    /// <param name="plan">The plan.</param>
    /// <param name="rows">All of its rows.</param>
    /// <exception cref="ArgumentException">The plan is of several sweeps: rows do not say of which they are.</exception>
    public static IReadOnlyList<ClaimVerdict> Decide(SweepPlan plan, IReadOnlyList<ResultGroup> rows)
    {
        var byGroup = new RowsByGroup(rows);
        return Decide(plan, group => byGroup[group]);
    }

    /// <summary>The same where rows are made when they are asked for: those of a claim are let go before the next.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="rowOf">The row of a group.</param>
    /// <exception cref="ArgumentException">The plan is of several sweeps.</exception>
    public static IReadOnlyList<ClaimVerdict> Decide(SweepPlan plan, Func<CellGroup, ResultGroup> rowOf)
    {
        if (plan.Specs is not [var spec]) throw new ArgumentException($"a plan of {plan.Specs.Length} sweeps, where one is needed", nameof(plan));
        List<ClaimContrast> contrasts = [.. spec.Claims.Select(claim => Contrast(spec, SeedComparison.Of(ClaimCells.Of(claim, plan.Groups)), rowOf))];
        List<ClaimTest?> tests = [.. contrasts.Select(contrast => contrast.Differences.Count < 2 ? null : ClaimTest.Of(contrast, spec.Looks))];
        // A claim that cannot be tested yet counts in the family with p = 1: the correction does not grow as seeds come in.
        var holm = MultipleTests.Holm([.. contrasts.Select((contrast, i) => tests[i]?.P(contrast.Differences.Count) ?? 1)]);
        var opposite = MultipleTests.Holm([.. contrasts.Select((contrast, i) => tests[i]?.OppositeP(contrast.Differences.Count) ?? 1)]);
        var seeds = new SeedsNeeded([.. contrasts.Select((contrast, i) => (tests[i], contrast.Differences.Count))]);
        return
        [
            .. contrasts.Select((contrast, i) =>
            {
                var verdict = tests[i] is null ? Verdict.Undecided : holm[i] < Level ? Verdict.Supported : opposite[i] < Level ? Verdict.Contradicted : Verdict.Undecided;
                return Describe(spec, contrast, tests[i]) with
                {
                    Verdict = verdict,
                    HolmP = tests[i] is null ? null : holm[i],
                    OppositeHolmP = tests[i] is null ? null : opposite[i],
                    SeedsStillNeeded = verdict == Verdict.Undecided ? seeds.Of(i) : null,
                };
            }),
        ];
    }

    private static ClaimContrast Contrast(SweepSpec spec, SeedComparison comparison, Func<CellGroup, ResultGroup> rowOf)
    {
        var rows = new RowsByGroup(comparison.Groups.Select(rowOf));
        var seeds = spec.SeedRule is { } rule ? SeedLooks.Reach(rule, comparison, rule.Min, rows) : spec.Seeds.Length;
        var contrast = ClaimContrast.Of(comparison.Claim!, rows, seeds);
        return contrast with { Notes = [.. contrast.Notes, .. SeedNote(spec, comparison, seeds, rows)] };
    }

    private static ClaimVerdict Describe(SweepSpec spec, ClaimContrast contrast, ClaimTest? test)
    {
        // Of a family in which each claim is looked at as often as seeds may come.
        var level = Level / spec.Claims.Length / spec.Looks;
        var (claim, differences, n) = (contrast.Claim, contrast.Differences, contrast.Differences.Count);
        Interval? interval = n < 2 ? null : StudentInterval.Of(differences, spec.IntervalLevel);
        var ranked = claim.Expect == ClaimExpectation.Equal ? null : Shifted(claim, differences);
        var alternative = claim.Expect == ClaimExpectation.Lower ? Alternative.Less : Alternative.Greater;
        return new()
        {
            Claim = claim,
            Verdict = Verdict.Undecided,
            N = n,
            Wanted = contrast.Wanted,
            Difference = n == 0 ? null : Sample.Mean(differences),
            Sd = test?.Sd,
            Ci95Low = interval?.Low,
            Ci95High = interval?.High,
            P = test?.P(n),
            HolmP = null,
            OppositeP = test?.OppositeP(n),
            SignFlipP = ranked is null || n == 0 ? null : SignFlipTest.P(ranked, alternative),
            WilcoxonP = ranked is null || n == 0 ? null : WilcoxonTest.P(ranked, alternative),
            SignFlipDecidesFrom = ranked is null ? null : SmallestSample.ForSignFlip(level, alternative),
            WilcoxonDecidesFrom = ranked is null ? null : SmallestSample.ForWilcoxon(level, alternative),
            EffectSize = n < 2 ? null : EffectSize.CohensDz(differences),
            SmallestDetectable = test is null ? null : test.Sd * PairedTPower.SmallestEffect(n),
            SeedsStillNeeded = null,
            LeftOut = contrast.LeftOut,
            Notes = contrast.Notes,
        };
    }

    // Where seeds are adaptive: how far they have come, and by what.
    private static IEnumerable<string> SeedNote(SweepSpec spec, SeedComparison comparison, int seeds, RowsByGroup rows)
    {
        if (spec.SeedRule is not { } rule || comparison.Groups.IsEmpty) yield break;
        var width = SeedLooks.HalfWidth(rule, comparison, seeds, rows) is { } half ? string.Create(CultureInfo.InvariantCulture, $"±{half:0.00} points") : "no interval yet";
        yield return string.Create(CultureInfo.InvariantCulture,
            $"seeds {seeds} of at most {rule.Max}: {width}, ±{rule.HalfWidth:0.##} asked for; interval and p allow for {rule.Looks} looks");
    }

    // Tests by signs and ranks are against 0; for not-lower what is tested is the difference + margin.
    private static IReadOnlyList<double> Shifted(ClaimSpec claim, IReadOnlyList<double> differences) =>
        claim.Expect == ClaimExpectation.NotLower ? [.. differences.Select(difference => Math.Round(difference + claim.Margin!.Value, ClaimContrast.Decimals))] : differences;
}
