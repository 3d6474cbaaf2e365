using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sweeper.Host.Tests.Yaml;

/// <summary>As much of JSON schema as the sweep's schema uses; a keyword that it does not know makes it throw.</summary>
internal sealed class MiniSchema(JsonObject root)
{
    public IReadOnlyList<string> Check(JsonNode? value) => [.. Check(root, value, "")];

    private IEnumerable<string> Check(JsonObject schema, JsonNode? value, string path) =>
        schema.SelectMany(keyword => Check(keyword.Key, keyword.Value!, schema, value, path));

    private IEnumerable<string> Check(string keyword, JsonNode argument, JsonObject schema, JsonNode? value, string path) => keyword switch
    {
        "$schema" or "title" or "description" or "$defs" or "properties" => [],
        "$ref" => Check(Resolve((string)argument!), value, path),
        "type" => Require(IsOfType(value, (string)argument!), path, $"is no {argument}"),
        "enum" => Require(argument.AsArray().Any(option => JsonNode.DeepEquals(option, value)), path, "is not in the enum"),
        "const" => Require(JsonNode.DeepEquals(argument, value), path, $"is not {argument}"),
        "minLength" => Require(value?.GetValueKind() != JsonValueKind.String || ((string)value!).Length >= (int)argument, path, "is too short"),
        "pattern" => Require(value?.GetValueKind() != JsonValueKind.String || Regex.IsMatch((string)value!, (string)argument!), path, "does not match"),
        "minimum" => Compare(value, argument, path, (a, b) => a >= b),
        "maximum" => Compare(value, argument, path, (a, b) => a <= b),
        "exclusiveMinimum" => Compare(value, argument, path, (a, b) => a > b),
        "exclusiveMaximum" => Compare(value, argument, path, (a, b) => a < b),
        "minItems" => Require(value is not JsonArray list || list.Count >= (int)argument, path, "has too few items"),
        "items" => value is JsonArray items ? items.SelectMany((item, i) => Check(argument.AsObject(), item, $"{path}[{i}]")) : [],
        "minProperties" => Require(value is not JsonObject map || map.Count >= (int)argument, path, "has too few keys"),
        "required" => value is JsonObject owner ? argument.AsArray().SelectMany(key => Require(owner.ContainsKey((string)key!), path, $"lacks {key}")) : [],
        "additionalProperties" => value is JsonObject entries ? entries.SelectMany(entry => CheckEntry(schema, argument, entry, path)) : [],
        "anyOf" => Require(argument.AsArray().Any(option => !Check(option!.AsObject(), value, path).Any()), path, "fits no alternative"),
        _ => throw new InvalidOperationException($"unknown keyword {keyword}"),
    };

    private IEnumerable<string> CheckEntry(JsonObject schema, JsonNode others, KeyValuePair<string, JsonNode?> entry, string path)
    {
        var shape = schema["properties"]?[entry.Key] ?? (others is JsonObject ? others : null);
        return shape is null ? [$"{path}: unknown key {entry.Key}"] : Check(shape.AsObject(), entry.Value, $"{path}.{entry.Key}");
    }

    private JsonObject Resolve(string reference) => root["$defs"]![reference["#/$defs/".Length..]]!.AsObject();

    private static IEnumerable<string> Compare(JsonNode? value, JsonNode bound, string path, Func<double, double, bool> holds) =>
        Require(value?.GetValueKind() != JsonValueKind.Number || holds(Number(value!), Number(bound)), path, $"is beyond {bound}");

    private static double Number(JsonNode node) => double.Parse(node.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string> Require(bool holds, string path, string message) => holds ? [] : [$"{path}: {message}"];

    private static bool IsOfType(JsonNode? value, string type) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => value?.GetValueKind() == JsonValueKind.Number,
        "integer" => value?.GetValueKind() == JsonValueKind.Number && Number(value!) % 1 == 0,
        _ => throw new InvalidOperationException($"unknown type {type}"),
    };
}
