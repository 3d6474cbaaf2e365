using System.Text.Json.Nodes;
using CsCheck;
using Sweeper.Host.Yaml;

namespace Sweeper.Host.Tests.Yaml;

public sealed class SpecSchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(SpecSchema.Write(Sweeps.Vocabulary))!.AsObject();

    [Fact]
    public void The_schema_has_the_keys_of_the_reader_and_no_others()
    {
        Assert.Equal(SpecKeys.Sweep.Names, Keys(Schema));
        Assert.Equal(SpecKeys.All.Select(keys => keys.Name).Where(name => name != "sweep").Order(), Schema["$defs"]!.AsObject().Select(map => map.Key).Order());
        foreach (var keys in SpecKeys.All.Where(keys => keys.Name != "sweep")) Assert.Equal(keys.Names, Keys(Schema["$defs"]![keys.Name]!));
    }

    [Fact]
    public void Each_key_carries_its_summary() =>
        Assert.All(SpecKeys.Sweep.Keys, key => Assert.Equal(key.Summary, (string?)Schema["properties"]![key.Name]!["description"]));

    [Fact]
    public void Every_key_of_the_tables_is_one_that_the_canonical_form_writes_or_a_message_knows()
    {
        // A key that no spec ever shows would be a key that the reader lists and forgets.
        var texts = new List<string> { string.Join('\n', GoldenCase.All.Select(golden => golden.Yaml)) };
        RandomSpecs.All.Sample(spec => { lock (texts) texts.Add(CanonicalYaml.Write(spec)); }, iter: 50);
        var all = string.Join('\n', texts);
        Assert.All(SpecKeys.All.SelectMany(keys => keys.Names), name => Assert.Contains($"{name}:", all));
    }

    [Fact]
    public void What_the_reader_accepts_the_schema_accepts()
    {
        var validator = new MiniSchema(Schema);
        foreach (var name in Sweeps.ResourcesIn("sweeps")) Assert.Empty(validator.Check(PlainYaml.Read(Sweeps.Resource(name))));
        Assert.Empty(validator.Check(PlainYaml.Read(StarterFile.Text)));
        Assert.Empty(validator.Check(PlainYaml.Read(Sweeps.Base)));
        RandomSpecs.All.Sample(spec => Assert.Empty(validator.Check(PlainYaml.Read(CanonicalYaml.Write(spec)))), iter: 200);
    }

    [Theory]
    [InlineData("seeds: 3", "seeds: 0")]
    [InlineData("epochs: 2", "epoch: 2")]
    [InlineData("fraction: 0.2", "fraction: 1.5")]
    [InlineData("[winning, random]", "[losing]")]
    [InlineData("seeds: 3", "input: {channels: 2}")]
    [InlineData("seeds: 3", "input: {size: 4}")]
    [InlineData("scope: global", "prune_tensors: [bias]")]
    [InlineData("scope: global", "head_mask: yes")]
    [InlineData("batch_size: 128", "batch_size: 128\n  micro_batch_size: some")]
    [InlineData("batch_size: 128", "batch_size: 128\n  label_smoothing: 1")]
    [InlineData("{lr: 0.1,", "{lr: 0.1, schedule: linear,")]
    [InlineData("recipe: {batch_size: 64}", "recipe: {drop_last: 1}")]
    [InlineData("lenet-300-100", "lenet")]
    public void What_it_can_see_to_be_wrong_the_schema_refuses(string old, string replacement) =>
        Assert.NotEmpty(new MiniSchema(Schema).Check(PlainYaml.Read(Sweeps.With(old, replacement))));

    private static IEnumerable<string> Keys(JsonNode map)
    {
        var shape = map["anyOf"] is JsonArray any ? any.Single(option => option!["properties"] is not null)! : map;
        return shape["properties"]!.AsObject().Select(property => property.Key);
    }
}
