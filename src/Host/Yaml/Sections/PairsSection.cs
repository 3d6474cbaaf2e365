using System.Collections.Immutable;
using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads <c>pairs</c>.</summary>
internal static class PairsSection
{
    private const int Most = 100;

    /// <summary>The filters, none for all pairs, or null and problems.</summary>
    public static ImmutableArray<PairFilter>? Read(Field field, SpecContext context)
    {
        if (field.Node is YamlScalar { Text: "all" }) return [];
        if (field.Node is YamlScalar scalar && SpecWords.PairFilters.Any(entry => entry.Word == scalar.Text))
        {
            field.Refuse($"must be all or a list, is '{scalar.Text}'; write [{scalar.Text}]");
            return null;
        }
        var filters = field.Problems.IfClean<ImmutableArray<PairFilter>>(() => ReadList(field, context));
        if (filters is not { } read || !LeaveNone(read, context)) return filters;
        field.Refuse("leaves no pair of a source and a target; remove an entry, or add a source or target that it allows");
        return null;
    }

    private static ImmutableArray<PairFilter>? ReadList(Field field, SpecContext context)
    {
        if (field.Node is not YamlList)
        {
            field.RefuseKind("all or a list");
            return null;
        }
        if (field.Node is YamlList { Items.Length: 0 })
        {
            field.Refuse("must have at least one entry, is an empty list; write all for all pairs");
            return null;
        }
        return field.Items(Most) is { } items ? [.. items.Select(item => ReadOne(item, context)).OfType<PairFilter>()] : null;
    }

    private static PairFilter? ReadOne(Field field, SpecContext context)
    {
        if (field.Node is YamlMap) return ReadMap(field, context);
        var words = SpecWords.PairFilters.Select(entry => entry.Word).ToList();
        var text = (field.Node as YamlScalar)?.Text ?? "";
        if (words.Contains(text)) return SpecWords.PairFilters.First(entry => entry.Word == text).Filter;
        var otherwise = text == "all" ? "; 'all' stands alone: pairs: all" : "";
        field.RefuseKind($"{string.Join(", ", words)}, {{except: ...}} or {{only: ...}}", Suggestion.Hint(text, words, otherwise));
        return null;
    }

    private static PairFilter? ReadMap(Field field, SpecContext context)
    {
        if (Section.Open(field, SpecKeys.PairEntry) is not { } section) return null;
        var (except, only) = (section.Find("except"), section.Find("only"));
        if (except is null == only is null)
        {
            field.Refuse("must have one key, except or only; write two entries for two of them");
            return null;
        }
        if (Sides((except ?? only)!.Value, context) is not var (source, target)) return null;
        return except is not null ? new PairFilter.Except(source, target) : new PairFilter.Only(source, target);
    }

    private static (EndpointMatch Source, EndpointMatch Target)? Sides(Field field, SpecContext context)
    {
        if (Section.Open(field, SpecKeys.PairSides) is not { } section) return null;
        var before = field.Problems.Count;
        var source = section.Find("source") is { } from ? Side(from, context.Sources, "source", context) : EndpointMatch.Any;
        var target = section.Find("target") is { } to ? Side(to, context.Targets, "target", context) : EndpointMatch.Any;
        if (field.Problems.Count == before && NamesNothing(source) && NamesNothing(target))
            field.Refuse("names no dataset and no optimizer; say which pairs it means, such as {source: {dataset: mnist}}");
        return (source, target);
    }

    private static EndpointMatch Side(Field field, ImmutableArray<SpecEndpoint>? among, string role, SpecContext context)
    {
        if (Section.Open(field, SpecKeys.PairSide) is not { } section) return EndpointMatch.Any;
        return new EndpointMatch(
            GridNames.Several(section.Find("dataset"), name => GridNames.Dataset(name, among, role)),
            GridNames.Several(section.Find("optimizer"), name => GridNames.Optimizer(name, context)));
    }

    private static bool NamesNothing(EndpointMatch match) => match.Datasets.IsEmpty && match.Optimizers.IsEmpty;

    private static bool LeaveNone(ImmutableArray<PairFilter> filters, SpecContext context) =>
        context is { Sources: { } sources, Targets: { } targets } && !GridPairs.Of(sources, targets, filters).Any();
}
