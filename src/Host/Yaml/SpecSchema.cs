using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sweeper.Host.Yaml.Schema;
using Sweeper.Host.Yaml.Sections;
using Sweeper.Training.Models;

namespace Sweeper.Host.Yaml;

/// <summary>The JSON schema (draft 2020-12) of a sweep file, for editors. It is made of the tables that the reader uses.</summary>
public static class SpecSchema
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema's text, with the models that a vocabulary knows.</summary>
    public static string Write(SpecVocabulary vocabulary)
    {
        var schema = Sweep();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Sweeper sweep");
        var maps = new JsonObject();
        foreach (var (keys, map) in Maps(vocabulary)) maps[keys.Name] = map;
        schema["$defs"] = maps;
        return schema.ToJsonString(Pretty) + "\n";
    }

    private static JsonObject Sweep() => Shape.Map(SpecKeys.Sweep,
        Shape.Text("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$"),
        Shape.List(Shape.Ref(SpecKeys.Model)),
        Shape.Ref(SpecKeys.Input),
        Shape.Any(Shape.Int(1), Shape.List(Shape.Int(0)), Shape.Ref(SpecKeys.Seeds)),
        Shape.List(Shape.Ref(SpecKeys.Endpoint)),
        Shape.List(Shape.Ref(SpecKeys.Endpoint)),
        Shape.Any(
            Shape.Words(["all"]),
            Shape.List(Shape.Any(Shape.Words(SpecWords.PairFilters.Select(entry => entry.Word)), Shape.Ref(SpecKeys.PairEntry)))),
        Shape.List(Shape.Words(SpecWords.Tickets.Words)),
        Shape.Ref(SpecKeys.Pruning),
        Shape.Ref(SpecKeys.Evaluate),
        Shape.Ref(SpecKeys.Recipe),
        Shape.List(Shape.Ref(SpecKeys.Override), 0),
        Shape.List(Shape.Ref(SpecKeys.Requirement), 0),
        Shape.Ref(SpecKeys.OnFailure),
        Shape.Words(["none", "finals"]),
        Shape.List(Shape.Ref(SpecKeys.Claim), 0));

    private static IEnumerable<(SpecKeySet Keys, JsonObject Map)> Maps(SpecVocabulary vocabulary) =>
    [
        .. Grid(vocabulary), .. Training(),
        Map(SpecKeys.Requirement, Shape.Ref(SpecKeys.RequirementMatch), Shape.Words(SpecWords.Devices.Words), Shape.Text("^[0-9]+([.][0-9]+)? ?([KMGT]i?)?B$")),
        Map(SpecKeys.RequirementMatch, Shape.OneOrMore(() => Shape.Text()), Shape.OneOrMore(() => Shape.Text())),
        Map(SpecKeys.OnFailure, Shape.Int(1, 100), Shape.Words(SpecWords.NanPolicies.Words), Shape.Int(0, 1_000_000)),
        Map(SpecKeys.Claim, Shape.Text(), Shape.Ref(SpecKeys.ClaimArm), Shape.Ref(SpecKeys.ClaimArm), Shape.OneOrMore(() => Shape.Text()),
            Shape.OneOrMore(() => Shape.Int(0, 200)), Shape.Words(SpecWords.Expectations.Words), Shape.Positive()),
        Map(SpecKeys.ClaimArm, Shape.Words(SpecWords.Tickets.Words), Shape.Text(), Shape.Text(), Shape.Text(), Shape.Text(),
            Shape.Words(SpecWords.Scopes.Words)),
    ];

    private static IEnumerable<(SpecKeySet Keys, JsonObject Map)> Grid(SpecVocabulary vocabulary)
    {
        var names = Shape.Words(vocabulary.Models);
        var model = Shape.Map(SpecKeys.Model, Shape.Words(vocabulary.Models), Shape.Words(SpecWords.Initialisations.Words), Shape.Bool(),
            Shape.Words(SpecWords.Stems.Words), Shape.Int(1, ModelSpec.LargestWidth));
        var classes = Shape.Any(Shape.Int(2, 1000), Shape.List(Shape.Int(0, 999), 2));
        var dataset = Shape.Map(SpecKeys.Dataset, Shape.Text(), classes, Shape.Share(), Shape.Share(), Shape.Text());
        yield return (SpecKeys.Model, Shape.Any(names, model));
        yield return (SpecKeys.Dataset, Shape.Any(Shape.Text(), dataset));
        yield return Map(SpecKeys.Input,
            Shape.Any(Native(), Shape.Int(1, 1), Shape.Int(3, 3)), Shape.Any(Native(), Shape.Int(InputSection.SmallestSize, InputSection.LargestSize)),
            Shape.Words(SpecWords.Normalisations.Words));
        yield return Map(SpecKeys.Seeds, Shape.Int(2), Shape.Int(2), Shape.Ref(SpecKeys.SeedsUntil));
        yield return Map(SpecKeys.SeedsUntil, Shape.Positive());
        yield return Map(SpecKeys.Endpoint, Shape.Ref(SpecKeys.Dataset), Shape.List(Shape.Text()));
        yield return Map(SpecKeys.PairEntry, Shape.Ref(SpecKeys.PairSides), Shape.Ref(SpecKeys.PairSides));
        yield return Map(SpecKeys.PairSides, Shape.Ref(SpecKeys.PairSide), Shape.Ref(SpecKeys.PairSide));
        yield return Map(SpecKeys.PairSide, Shape.OneOrMore(() => Shape.Text()), Shape.OneOrMore(() => Shape.Text()));
    }

    private static IEnumerable<(SpecKeySet Keys, JsonObject Map)> Training()
    {
        var augmentation = () => Shape.Words(SpecWords.Augmentations.Words);
        var length = () => Shape.Any(Shape.Int(1, 1_000_000), Shape.Text("^[0-9]+(ep|it)$"));
        yield return Map(SpecKeys.Pruning,
            Shape.OneOrMore(() => Shape.Words(SpecWords.Scopes.Words)), Shape.OneOrMore(() => Shape.Words(SpecWords.Criteria.Words)),
            Shape.OneOrMore(Shape.Share), Shape.Int(1, 200), Shape.OneOrMore(Shape.Duration),
            Shape.OneOrMore(() => Shape.Words(SpecWords.TensorKinds.Words)), Shape.Bool(), Shape.Words(SpecWords.HeadPolicies.Words),
            Shape.Words(SpecWords.HeadMasks.Words), Shape.Bool(), Shape.Words(SpecWords.OptimizerStarts.Words),
            Shape.Words(SpecWords.SchedulesAfterReset.Words));
        yield return Map(SpecKeys.Evaluate, Shape.Any(Shape.Words(["all", "paper"]), Shape.List(Shape.Int(0, 200))));
        var batch = () => Shape.Int(1, 1_000_000);
        var micro = Shape.Any(Shape.Words([RecipeSection.WholeBatch]), batch());
        // An optimizer called sgd, adam or adamw may have no value at all.
        var optimizers = Shape.Named(Shape.Any(Shape.Ref(SpecKeys.Optimizer), new JsonObject { ["type"] = "null" }));
        yield return Map(SpecKeys.Recipe, length(), batch(), micro, Shape.Bool(), Shape.BelowOne(), optimizers, augmentation());
        yield return Map(SpecKeys.Optimizer,
            Shape.Words(SpecWords.OptimizerKinds.Words), Shape.Positive(), Shape.BelowOne(), Shape.Bool(), Shape.BelowOne(), Shape.BelowOne(),
            Shape.Positive(), Shape.NotNegative(), Shape.Bool(), Shape.Words(SpecWords.RateSchedules.Words), Shape.List(Shape.Duration(), 0), Shape.Positive(), Shape.Duration());
        yield return Map(SpecKeys.Override, Shape.Ref(SpecKeys.Match), Shape.Words(SpecWords.Roles.Words), Shape.Ref(SpecKeys.RecipePatch), Shape.Ref(SpecKeys.PruningPatch));
        yield return Map(SpecKeys.Match,
            Shape.OneOrMore(() => Shape.Text()), Shape.OneOrMore(() => Shape.Text()), Shape.OneOrMore(() => Shape.Text()));
        yield return Map(SpecKeys.RecipePatch,
            length(), batch(), batch(), Shape.Bool(), Shape.BelowOne(), Shape.Named(Shape.Ref(SpecKeys.OptimizerPatch)), augmentation());
        yield return Map(SpecKeys.OptimizerPatch,
            Shape.Positive(), Shape.BelowOne(), Shape.Bool(), Shape.NotNegative(), Shape.Bool(), Shape.Words(SpecWords.RateSchedules.Words),
            Shape.List(Shape.Duration(), 0), Shape.Positive(), Shape.Duration());
        yield return Map(SpecKeys.PruningPatch, Shape.Duration());
    }

    private static JsonObject Native() => Shape.Words([InputSection.Native]);

    private static (SpecKeySet Keys, JsonObject Map) Map(SpecKeySet keys, params JsonObject[] shapes) => (keys, Shape.Map(keys, shapes));
}
