using System.Text.Json.Serialization;
using Sweeper.Actors.Results.Postgres;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Results;

/// <summary>The JSON that is in columns of the result store.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    // A loss can overflow to infinity and the training still end.
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(double[]))]
[JsonSerializable(typeof(NumericEnvironment))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
[JsonSerializable(typeof(SortedDictionary<string, DatasetText>))]
[JsonSerializable(typeof(LockHolder))]
[JsonSerializable(typeof(PostgresNote))]
internal sealed partial class ResultJson : JsonSerializerContext;
