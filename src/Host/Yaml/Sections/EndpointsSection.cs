using System.Collections.Immutable;
using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads <c>sources</c> or <c>targets</c>.</summary>
internal static class EndpointsSection
{
    private const int Most = 500;

    /// <summary>The endpoints, or null and problems.</summary>
    public static ImmutableArray<SpecEndpoint>? Read(Field field, SpecContext context) => field.Problems.IfClean(() => ReadAll(field, context));

    private static ImmutableArray<SpecEndpoint>? ReadAll(Field field, SpecContext context)
    {
        if (field.Items(Most, areWords: false) is not { } items) return null;
        var endpoints = ImmutableArray.CreateBuilder<SpecEndpoint>();
        var places = new Dictionary<string, Place>();
        foreach (var item in items)
        {
            if (ReadOne(item, context) is not { } endpoint) continue;
            var (shown, text) = (Words.Quoted(endpoint.Dataset.Display), endpoint.Dataset.Text);
            if (places.TryAdd(text, item.Place)) endpoints.Add(endpoint);
            else item.Refuse($"is {shown} again, which is already at {places[text]}; list its optimizers together there");
        }
        return endpoints.ToImmutable();
    }

    private static SpecEndpoint? ReadOne(Field field, SpecContext context)
    {
        if (field.Node is YamlScalar { IsEmpty: false } scalar)
        {
            field.RefuseKind("a map with a dataset", $"; write {{dataset: {Words.Clean(scalar.Text)}}}");
            return null;
        }
        if (Section.Open(field, SpecKeys.Endpoint) is not { } section) return null;
        var dataset = section.Find("dataset") is { } given ? DatasetSection.Read(given, context) : null;
        var optimizers = section.Find("optimizers") is { } names ? Optimizers(names, context) : [.. context.Optimizers ?? []];
        return dataset is null ? null : new SpecEndpoint(dataset, optimizers);
    }

    private static ImmutableArray<string> Optimizers(Field field, SpecContext context) =>
        field.Items(RecipeSection.MostOptimizers) is null ? [] : GridNames.Several(field, name => GridNames.Optimizer(name, context));
}
