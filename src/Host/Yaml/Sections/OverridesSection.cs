using System.Collections.Immutable;
using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.Reading;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads <c>overrides</c>.</summary>
internal static class OverridesSection
{
    private const int Most = 100;

    /// <summary>The overrides, or null and problems.</summary>
    public static ImmutableArray<OverrideSpec>? Read(Field field, RecipeSpec? recipe, SpecContext context) =>
        field.Problems.IfClean<ImmutableArray<OverrideSpec>>(() => field.ItemsOrNone(Most, areWords: false) is { } items
            ? [.. items.Select(item => ReadOne(item, recipe, context)).OfType<OverrideSpec>()]
            : null);

    private static OverrideSpec? ReadOne(Field field, RecipeSpec? recipe, SpecContext context)
    {
        if (Section.Open(field, SpecKeys.Override) is not { } section) return null;
        var patch = new OverrideSpec { Role = section.Get("role", given => given.Word(SpecWords.Roles)) };
        if (section.Find("match") is { } match) patch = Match(match, patch, context);
        else if (section.Find("role") is null) field.Refuse("names no training; give it a match or a role, and put what holds for every training into recipe and pruning themselves");
        if (section.Find("recipe") is { } change) patch = patch with { Recipe = RecipePatchReader.Read(change, recipe, context) };
        if (section.Find("pruning") is { } pruning) patch = patch with { Pruning = Pruning(pruning) };
        if (section.Find("recipe") is null && section.Find("pruning") is null)
            field.Refuse("changes nothing; give it a recipe or a pruning part, or remove it");
        if (section.Find("pruning") is { } chains && !MatchesAny(patch, Role.Source, context))
            chains.Refuse("has no effect: it is for chains, and the match means no source; remove it or change the match");
        return patch;
    }

    private static OverrideSpec Match(Field field, OverrideSpec patch, SpecContext context)
    {
        if (Section.Open(field, SpecKeys.Match) is not { } section) return patch;
        if (section.IsEmpty) field.Refuse("names nothing; leave it out where a role is enough, and put what holds for every training into recipe and pruning themselves");
        var (among, owner) = patch.Role switch
        {
            Role.Source => (context.Sources as IEnumerable<SpecEndpoint>, "source"),
            Role.Target => (context.Targets, "target"),
            _ => (GridNames.Both(context), "source or target"),
        };
        var before = field.Problems.Count;
        var matched = patch with
        {
            Models = GridNames.Several(section.Find("model"), name => GridNames.Model(name, context)),
            Datasets = GridNames.Several(section.Find("dataset"), name => GridNames.Dataset(name, among, owner)),
            Optimizers = GridNames.Several(section.Find("optimizer"), name => GridNames.Optimizer(name, context)),
        };
        if (field.Problems.Count == before && !MatchesAny(matched, Role.Source, context) && !MatchesAny(matched, Role.Target, context))
            field.Refuse("matches no training of the sweep: each name is known, but nothing has all of them");
        return matched;
    }

    /// <summary>Whether an override means any training in a role; true where that cannot be known.</summary>
    private static bool MatchesAny(OverrideSpec patch, Role role, SpecContext context)
    {
        if ((role == Role.Source ? context.Sources : context.Targets) is not { } entries || context.Models is not { } models) return true;
        return models.Any(model => GridPairs.Endpoints(entries).Any(endpoint => patch.Matches(model, endpoint, role)));
    }

    private static PruningPatch Pruning(Field field) => Section.Open(field, SpecKeys.PruningPatch) is { } section
        ? new PruningPatch { Rewind = section.Get("rewind", given => given.Duration()) }
        : new PruningPatch();
}
