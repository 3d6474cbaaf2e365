using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sweeper.Actors.Wire;

/// <summary>A SHA-256 as 64 lowercase hexadecimal characters, also as a name in an object. They become names of files: nothing else is taken.</summary>
/// <param name="write">Its characters.</param>
/// <param name="make">Of 64 such characters.</param>
internal sealed class HexConverter<T>(Func<T, string> write, Func<string, T> make) : JsonConverter<T> where T : struct
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    /// <inheritdoc/>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(write(value));

    private T Read(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && Training.Keys.Digest.TryParse(reader.GetString(), out var digest)
            ? make(digest.Hex)
            : throw new JsonException($"this is no {typeof(T).Name}: 64 hexadecimal characters");
}
