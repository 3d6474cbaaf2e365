using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sweeper.Actors.Wire;

/// <summary>A dataset's classes: null where all are meant, which is the array that was never set.</summary>
internal sealed class ClassesConverter : JsonConverter<ImmutableArray<int>>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override ImmutableArray<int> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<int[]>(ref reader, options) is { } classes ? [.. classes] : default;

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ImmutableArray<int> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.IsDefault ? null : value.ToArray(), options);
}
