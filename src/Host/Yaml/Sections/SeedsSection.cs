using System.Collections.Immutable;
using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads <c>seeds</c>: a count, a list, or a rule that says when there are enough.</summary>
internal static class SeedsSection
{
    private const int Most = 10_000;

    /// <summary>The seeds, ascending, with a rule those up to its maximum; or null and problems.</summary>
    public static ImmutableArray<long>? Read(Field field, out SeedRule? rule)
    {
        rule = null;
        switch (field.Node)
        {
            case YamlList: return field.Problems.IfClean(() => ReadList(field));
            case YamlMap:
                rule = ReadRule(field);
                return rule is null ? null : UpTo(rule.Max);
            default: return field.Int(1, Most) is { } count ? UpTo(count) : null;
        }
    }

    private static ImmutableArray<long> UpTo(int count) => [.. Enumerable.Range(0, count).Select(seed => (long)seed)];

    private static ImmutableArray<long>? ReadList(Field field)
    {
        if (field.Items(Most) is not { } items) return null;
        var seeds = new SortedSet<long>();
        foreach (var item in items)
            if (item.Long() is { } seed && !seeds.Add(seed)) item.Refuse($"is given twice: {seed}; remove one");
        return [.. seeds];
    }

    private static SeedRule? ReadRule(Field field)
    {
        if (Section.Open(field, SpecKeys.Seeds) is not { } section) return null;
        var min = section.Get("min", given => given.Int(2, Most));
        var max = section.Get("max", given => given.Int(2, Most));
        if (min > max) section.Find("max")!.Value.Refuse($"must be at least min ({min}), is {max}");
        double? halfWidth = null;
        if (section.Find("until") is { } until && Section.Open(until, SpecKeys.SeedsUntil) is { } condition)
            halfWidth = condition.Get("ci95_halfwidth", given => given.Number(NumberRange.Points));
        return min <= max && halfWidth is { } points ? new(min.Value, max.Value, points) : null;
    }
}
