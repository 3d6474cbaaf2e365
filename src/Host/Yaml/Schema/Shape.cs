using System.Text.Json.Nodes;

namespace Sweeper.Host.Yaml.Schema;

/// <summary>The pieces from which the schema is put together.</summary>
internal static class Shape
{
    /// <summary>Text, of a pattern where one is given.</summary>
    public static JsonObject Text(string? pattern = null)
    {
        var shape = new JsonObject { ["type"] = "string", ["minLength"] = 1 };
        if (pattern is not null) shape["pattern"] = pattern;
        return shape;
    }

    /// <summary>One of a few words.</summary>
    public static JsonObject Words(IEnumerable<string> words) => new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static JsonObject Bool() => new() { ["type"] = "boolean" };

    /// <summary>A whole number within bounds.</summary>
    public static JsonObject Int(long min, long? max = null)
    {
        var shape = new JsonObject { ["type"] = "integer", ["minimum"] = min };
        if (max is not null) shape["maximum"] = max;
        return shape;
    }

    /// <summary>A number above 0.</summary>
    public static JsonObject Positive() => new() { ["type"] = "number", ["exclusiveMinimum"] = 0 };

    /// <summary>A number that is at least 0.</summary>
    public static JsonObject NotNegative() => new() { ["type"] = "number", ["minimum"] = 0 };

    /// <summary>A number in [0, 1).</summary>
    public static JsonObject BelowOne() => new() { ["type"] = "number", ["minimum"] = 0, ["exclusiveMaximum"] = 1 };

    /// <summary>A number in (0, 1).</summary>
    public static JsonObject Share() => new() { ["type"] = "number", ["exclusiveMinimum"] = 0, ["exclusiveMaximum"] = 1 };

    /// <summary>A moment of training: 0, 1ep, 500it.</summary>
    public static JsonObject Duration() => Any(new JsonObject { ["const"] = 0 }, Text("^[0-9]+(ep|it)$"));

    /// <summary>The map of a set of keys.</summary>
    public static JsonObject Ref(SpecKeySet keys) => new() { ["$ref"] = $"#/$defs/{keys.Name}" };

    /// <summary>A list.</summary>
    public static JsonObject List(JsonObject item, int min = 1) => new() { ["type"] = "array", ["items"] = item, ["minItems"] = min };

    /// <summary>A value or a list of such values.</summary>
    public static JsonObject OneOrMore(Func<JsonObject> item) => Any(item(), List(item()));

    /// <summary>Any of some shapes.</summary>
    public static JsonObject Any(params JsonObject[] shapes) => new() { ["anyOf"] = new JsonArray([.. shapes]) };

    /// <summary>A map from free names to values of one shape.</summary>
    public static JsonObject Named(JsonObject value) => new() { ["type"] = "object", ["minProperties"] = 1, ["additionalProperties"] = value };

    /// <summary>A map of known keys: a shape for each of them, in their order.</summary>
    public static JsonObject Map(SpecKeySet keys, params JsonObject[] shapes)
    {
        if (keys.Keys.Length != shapes.Length)
            throw new ArgumentException($"'{keys.Name}' has {keys.Keys.Length} keys and {shapes.Length} shapes", nameof(shapes));
        var properties = new JsonObject();
        foreach (var (key, shape) in keys.Keys.Zip(shapes))
        {
            shape["description"] = key.Summary;
            properties[key.Name] = shape;
        }
        var map = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        var required = keys.Keys.Where(key => key.Required).Select(key => (JsonNode)key.Name).ToArray();
        if (required.Length > 0) map["required"] = new JsonArray(required);
        return map;
    }
}
