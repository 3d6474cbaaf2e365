using System.Text;
using CsCheck;
using Sweeper.Actors.Claims;
using Sweeper.Actors.Specs;
using Sweeper.Host.Output;
using Sweeper.Host.Tests.Support;

namespace Sweeper.Host.Tests.Output;

public class ClaimsOutputTests
{
    // By hand, in points. Tickets of `one` trail at round 0, where random is two's dense training (-0.37), and lead by 1.53 at rounds 1 and 2; seed 1 adds
    // 0.06 and 0.09 there, and seed 2 lacks a cell: 0.89667 and 0.94667, mean 0.92167, sd 0.05 / sqrt(2), interval +- 12.7062 x 0.05 / 2.
    // Against two's own: -0.37 at every seed, so the sd is 0 and the sign decides. Slopes over rounds 0, 1, 2 of 0, 1.90, 1.90: 0.95; of 0, 1.96, 1.99: 0.995.
    private const string Claims =
        """
        claims:
          - name: tickets of the other dataset beat random tickets
            compare: {ticket: winning, source: one}
            against: {ticket: random}
            expect: higher
          - name: tickets of one are as good as two's own
            compare: {ticket: winning, source: one}
            against: {ticket: winning, source: two}
            rounds: [1, 2]
            expect: equal
            margin: 0.5
          - name: the lead, "as written", grows as weights go, and this is a name that does not fit on a line of the table by far, or on two
            compare: {ticket: winning, source: two}
            against: {ticket: random}
            expect: grows

        """;

    [Fact]
    public void The_table_says_the_verdict_and_what_it_rests_on() => Screen.Check("claims.txt", Text(Verdicts(), withTests: true));

    [Fact]
    public void The_json_has_its_fields_in_their_order()
    {
        using var output = new MemoryStream();
        ClaimsJson.Write(output, Verdicts());
        Screen.Check("claims.json", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void The_csv_has_a_line_a_claim()
    {
        using var output = new StringWriter();
        ClaimsCsv.Write(output, Verdicts());
        Screen.Check("claims.csv", output.ToString());
    }

    [Fact]
    public void A_sweep_without_claims_has_no_section() => Assert.Equal("", Text([], withTests: true));

    [Fact]
    public void No_line_is_wider_than_80_characters_whatever_the_name() =>
        Gen.Select(Gen.String[Gen.Char["ab -é"], 1, 200], Gen.Double[-100, 100], Gen.Int[0, 1_000_000], Gen.Bool).Sample((name, difference, seeds, contradicted) =>
        {
            var verdict = Verdicts()[1];
            verdict = verdict with
            {
                Claim = verdict.Claim with { Name = name, Expect = ClaimExpectation.NotLower, Margin = 12.125 },
                Verdict = contradicted ? Verdict.Contradicted : Verdict.Undecided,
                Difference = difference,
                Ci95Low = 10 * difference,
                Ci95High = -10 * difference,
                SeedsStillNeeded = seeds,
                LeftOut = [.. Enumerable.Range(0, seeds % 7).Select(seed => $"seed {seed}: 3 x missing, NaN")],
            };
            Assert.All(Text([verdict], withTests: true).Split('\n'), line => Assert.True(line.Length <= 80, line));
        }, iter: 200);

    private static string Text(IReadOnlyList<ClaimVerdict> verdicts, bool withTests)
    {
        using var output = new StringWriter();
        ClaimsText.Write(output, verdicts, new IntervalWords(Plans.Of(Plans.Small).Specs[0]), withTests);
        return output.ToString();
    }

    // Three seeds, of which one lacks a random ticket at round 2.
    private static IReadOnlyList<ClaimVerdict> Verdicts()
    {
        var plan = Plans.Of(Plans.With(("seeds: 2", "seeds: 3")) + Claims);
        var results = Rows.Results(plan);
        foreach (var group in plan.Groups.Where(group => group.Source is not null))
            foreach (var (seed, stage) in group.Cells.Where(cell => cell.Seed > 0))
                results[plan.Stages[stage].Key] = results[plan.Stages[stage].Key] with { Correct = results[plan.Stages[stage].Key].Correct + 3 * (int)seed * (1 + group.Round) };
        results.Remove(Plans.Stage(plan, group => group is { Source: null, Round: 2 }, seed: 2).Key);
        return ClaimDecisions.Decide(plan, Rows.Of(plan, results));
    }
}
