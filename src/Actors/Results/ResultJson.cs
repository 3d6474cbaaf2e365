using System.Text.Json.Serialization;
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
internal sealed partial class ResultJson : JsonSerializerContext;
