using System.Collections.Immutable;
using Sweeper.Actors.Specs;

namespace Sweeper.Host.Yaml.Reading;

/// <summary>Reads names that must be those of something in the sweep.</summary>
internal static class GridNames
{
    private const int LongestName = 500;

    /// <summary>One of the recipe's optimizers.</summary>
    public static string? Optimizer(Field field, SpecContext context) => OneOf(field, context.Optimizers, "optimizer", "the recipe has");

    /// <summary>One of the sweep's models.</summary>
    public static string? Model(Field field, SpecContext context) => OneOf(field, context.Models, "model", "the sweep has");

    /// <summary>A name that means at least one dataset of some endpoints.</summary>
    /// <param name="field">The name.</param>
    /// <param name="among">The endpoints; null where they could not be read.</param>
    /// <param name="role">"source", "target", or "source or target".</param>
    public static string? Dataset(Field field, IEnumerable<SpecEndpoint>? among, string role)
    {
        if (field.Text(LongestName) is not { } name) return null;
        if (among is null) return name;
        var datasets = among.Select(endpoint => endpoint.Dataset).ToList();
        if (datasets.Any(dataset => DatasetMatch.Matches(name, dataset))) return name;
        var known = datasets.Select(dataset => dataset.Display)
            .Concat(datasets.SelectMany(dataset => new[] { dataset.Text, dataset.Base })).Distinct().ToList();
        var shown = datasets.Select(dataset => dataset.Display).Distinct().Take(20);
        field.Refuse($"names no {role} of the sweep: {Words.Quoted(name)}{Suggestion.Hint(name, known, $"; there are {string.Join(", ", shown)}")}");
        return null;
    }

    /// <summary>Both lists of endpoints, or null where one could not be read.</summary>
    public static IEnumerable<SpecEndpoint>? Both(SpecContext context) =>
        context.Sources is { } sources && context.Targets is { } targets ? sources.Concat(targets) : null;

    /// <summary>A value or a list of values, none twice.</summary>
    public static ImmutableArray<string> Several(Field? field, Func<Field, string?> read)
    {
        if (field is not { } given || given.OneOrMore(100) is not { } items) return [];
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var item in items)
        {
            if (read(item) is not { } name) continue;
            if (names.Contains(name)) item.Refuse($"is given twice: {Words.Quoted(name)}; remove one");
            else names.Add(name);
        }
        return names.ToImmutable();
    }

    private static string? OneOf(Field field, IReadOnlyList<string>? known, string what, string owner)
    {
        if (field.Text(LongestName) is not { } name) return null;
        if (known is null || known.Contains(name)) return name;
        field.Report($"unknown {what} {Words.Quoted(name)}{Suggestion.Hint(name, known, $"; {owner} {string.Join(", ", known)}")}");
        return null;
    }
}
