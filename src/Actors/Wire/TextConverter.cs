using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sweeper.Actors.Wire;

/// <summary>A value that is written as a text.</summary>
/// <param name="write">Its text.</param>
/// <param name="read">The value of a text; null where it is none.</param>
internal sealed class TextConverter<T>(Func<T, string> write, Func<string, T?> read) : JsonConverter<T> where T : struct
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && read(reader.GetString()!) is { } value ? value : throw new JsonException($"this is no {typeof(T).Name}");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
}
