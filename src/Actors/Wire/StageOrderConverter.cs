using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Wire;

/// <summary>An order, refused where its key is not that of its training: whatever was lost or changed on the way, no result is stored under a wrong key (law 1).</summary>
internal sealed class StageOrderConverter : JsonConverter<StageOrder>
{
    /// <inheritdoc/>
    public override StageOrder Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var fields = JsonSerializer.Deserialize<Fields>(ref reader, options) ?? throw new JsonException("this is no order");
        var key = fields.Spec.ComputeKey();
        return key == fields.Key
            ? new(fields.Key, fields.Spec, fields.Inputs, fields.Outputs)
            : throw new JsonException($"the training is {key.Short}, not {fields.Key.Short} as its order says; is the sender of another version?");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, StageOrder value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Fields(value.Key, value.Spec, value.Inputs, value.Outputs), options);

    private sealed record Fields(StageKey Key, StageSpec Spec, ImmutableDictionary<ArtifactKey, Digest> Inputs, StageOutputs Outputs);
}
