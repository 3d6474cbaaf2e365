using System.Text.Json;
using System.Text.Json.Serialization;
using Sweeper.Actors.Results;

namespace Sweeper.Actors.Wire;

/// <summary>An attempt as its number, from 1.</summary>
internal sealed class AttemptIdConverter : JsonConverter<AttemptId>
{
    /// <inheritdoc/>
    public override AttemptId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number > 0 ? new(number) : throw new JsonException("this is no attempt's number");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AttemptId value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}
