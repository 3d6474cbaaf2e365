using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sweeper.Actors.Coordination;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;

namespace Sweeper.Actors.Wire;

/// <summary>How messages are written as JSON: camel case, enumerations by name, ids as the texts and numbers that they are.</summary>
internal static class WireJson
{
    private const int Deepest = 16;

    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            MaxDepth = Deepest,
            // What follows from other fields is not sent.
            IgnoreReadOnlyProperties = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            PropertyNameCaseInsensitive = false,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            // A loss may be no number.
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ByKind } },
            Converters =
            {
                new JsonStringEnumConverter(allowIntegerValues: false),
                new HexConverter<StageKey>(key => key.Value, hex => new(hex)),
                new HexConverter<ArtifactKey>(key => key.Value, hex => new(hex)),
                new HexConverter<Digest>(digest => digest.Hex, hex => new(hex)),
                new TextConverter<TrainerId>(trainer => trainer.Name, text => TrainerId.TryParse(text, out var trainer) ? trainer : null),
                new TextConverter<Training.Time.Duration>(duration => duration.ToString(), text => Training.Time.Duration.TryParse(text, out var duration) ? duration : null),
                new AttemptIdConverter(),
                new ClassesConverter(),
                new StageOrderConverter(),
            },
        };
        options.MakeReadOnly();
        return options;
    }

    // The kinds of an outcome and of a starting state, by names of their own.
    private static void ByKind(JsonTypeInfo info)
    {
        (string Name, Type Type)[] kinds = info.Type == typeof(StageOutcome)
            ? [("completed", typeof(StageOutcome.Completed)), ("failed", typeof(StageOutcome.Failed)), ("cancelled", typeof(StageOutcome.Cancelled))]
            : info.Type == typeof(StartingState)
                ? [
                    ("init", typeof(StartingState.Init)), ("winning", typeof(StartingState.Winning)), ("random", typeof(StartingState.Random)),
                    ("random-layerwise", typeof(StartingState.RandomLayerwise)), ("random-weights", typeof(StartingState.RandomWeights)),
                ]
                : [];
        if (kinds.Length == 0) return;
        info.PolymorphismOptions = new() { TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization };
        foreach (var (name, type) in kinds) info.PolymorphismOptions.DerivedTypes.Add(new(type, name));
    }
}
