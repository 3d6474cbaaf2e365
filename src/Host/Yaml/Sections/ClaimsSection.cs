using System.Collections.Immutable;
using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads <c>claims</c>.</summary>
internal static class ClaimsSection
{
    private const int Most = 200;
    private const int LongestName = 200;

    /// <summary>The claims, or null and problems.</summary>
    public static ImmutableArray<ClaimSpec>? Read(Field field, SpecContext context) => field.Problems.IfClean(() => ReadAll(field, context));

    private static ImmutableArray<ClaimSpec>? ReadAll(Field field, SpecContext context)
    {
        if (field.ItemsOrNone(Most, areWords: false) is not { } items) return null;
        var claims = ImmutableArray.CreateBuilder<ClaimSpec>();
        var places = new Dictionary<string, Place>();
        foreach (var item in items)
        {
            if (ReadOne(item, context) is not { } claim) continue;
            if (places.TryAdd(claim.Name, item.Place)) claims.Add(claim);
            else item.Refuse($"has the name {Words.Quoted(claim.Name)} of the claim at {places[claim.Name]}; give it another");
        }
        return claims.ToImmutable();
    }

    private static ClaimSpec? ReadOne(Field field, SpecContext context)
    {
        if (Section.Open(field, SpecKeys.Claim) is not { } section) return null;
        var name = section.Find("name")?.Text(LongestName);
        var targets = GridNames.Several(section.Find("target"), target => GridNames.Dataset(target, context.Targets, "target"));
        var compare = section.Find("compare") is { } left ? ClaimArmReader.Read(left, targets, context) : null;
        var against = section.Find("against") is { } right ? ClaimArmReader.Read(right, targets, context) : null;
        if (compare is not null && compare == against) field.Refuse("compares cells with themselves: compare and against are the same; change one");
        var rounds = section.Find("rounds") is { } given ? Rounds(given, context) : [];
        var expect = section.Get("expect", word => word.Word(SpecWords.Expectations));
        var margin = Margin(section, expect);
        if (expect == ClaimExpectation.Grows) CheckSlope(field, section.Find("rounds") is null ? context.Rounds : rounds);
        if (name is null || compare is null || against is null || expect is null) return null;
        return new ClaimSpec
        {
            Name = name,
            Compare = compare,
            Against = against,
            Targets = targets,
            Rounds = rounds,
            Expect = expect.Value,
            Margin = margin,
        };
    }

    private static ImmutableArray<int> Rounds(Field field, SpecContext context)
    {
        if (field.OneOrMore(PruningSection.MostRounds + 1) is not { } items) return [];
        return AxisReader.Distinct(items, item =>
        {
            if (item.Int(0, PruningSection.MostRounds) is not { } round) return null;
            if (context.Rounds is not { } known || known.Contains(round)) return (int?)round;
            item.Refuse($"is round {round}, which the sweep does not evaluate; it has {Shown(known)}");
            return null;
        }).Sort();
    }

    private static string Shown(IReadOnlyList<int> rounds) =>
        rounds.Count == rounds[^1] - rounds[0] + 1 && rounds.Count > 2 ? $"{rounds[0]} to {rounds[^1]}" : string.Join(", ", rounds);

    private static double? Margin(Section section, ClaimExpectation? expect)
    {
        var wanted = expect is ClaimExpectation.NotLower or ClaimExpectation.Equal;
        if (section.Find("margin") is not { } given)
        {
            if (wanted) section.ReportMissing("margin", $"expect: {SpecWords.Expectations.WordFor(expect!.Value)} needs one, in points");
            return null;
        }
        if (!wanted && expect is { } other)
            given.Refuse($"has no meaning for expect: {SpecWords.Expectations.WordFor(other)}; remove it (it is for not-lower and equal)");
        return given.Number(NumberRange.Points);
    }

    private static void CheckSlope(Field field, IReadOnlyList<int>? rounds)
    {
        if (rounds?.Count == 1) field.Refuse("expects a slope (grows), which needs at least two rounds");
    }
}
