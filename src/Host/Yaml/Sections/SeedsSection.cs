using System.Collections.Immutable;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads <c>seeds</c>: a count, a list, or (only to refuse it) a rule.</summary>
internal static class SeedsSection
{
    private const int Most = 10_000;

    /// <summary>The seeds, ascending, or null and problems.</summary>
    public static ImmutableArray<long>? Read(Field field)
    {
        switch (field.Node)
        {
            case YamlList: return field.Problems.IfClean(() => ReadList(field));
            case YamlMap: return RefuseRule(field);
            default: return field.Int(1, Most) is { } count ? [.. Enumerable.Range(0, count).Select(seed => (long)seed)] : null;
        }
    }

    private static ImmutableArray<long>? ReadList(Field field)
    {
        if (field.Items(Most) is not { } items) return null;
        var seeds = new SortedSet<long>();
        foreach (var item in items)
            if (item.Long() is { } seed && !seeds.Add(seed)) item.Refuse($"is given twice: {seed}; remove one");
        return [.. seeds];
    }

    private static ImmutableArray<long>? RefuseRule(Field field)
    {
        if (Section.Open(field, SpecKeys.Seeds) is not { } section) return null;
        var min = section.Get("min", given => given.Int(2, Most));
        var max = section.Get("max", given => given.Int(2, Most));
        if (min > max) section.Find("max")!.Value.Refuse($"must be at least min ({min}), is {max}");
        if (section.Find("until") is { } until && Section.Open(until, SpecKeys.SeedsUntil) is { } rule)
            rule.Get("ci95_halfwidth", given => given.Number(NumberRange.Points));
        field.Report($"adaptive seeds are not in this version; write seeds: {min ?? 3}");
        return null;
    }
}
