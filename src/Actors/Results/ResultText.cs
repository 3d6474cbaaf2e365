using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Results;

/// <summary>How values are written in the result store: the same text for the same value, in every version that reads format 1.</summary>
internal static class ResultText
{
    private static ResultJson Json => ResultJson.Default;

    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture);

    public static string Of(ArtifactKind kind) => kind switch
    {
        ArtifactKind.Weights => "weights",
        ArtifactKind.Mask => "mask",
        ArtifactKind.Final => "final",
        ArtifactKind.OptimizerState => "optimizer",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no text"),
    };

    public static ArtifactKind Kind(string text) => text switch
    {
        "weights" => ArtifactKind.Weights,
        "mask" => ArtifactKind.Mask,
        "final" => ArtifactKind.Final,
        "optimizer" => ArtifactKind.OptimizerState,
        _ => throw new FormatException($"'{text}' is no kind of artifact."),
    };

    public static string Of(FailureCause cause) => cause switch
    {
        FailureCause.Error => "error",
        FailureCause.NotANumber => "not-a-number",
        FailureCause.LostInput => "lost-input",
        FailureCause.Data => "data",
        FailureCause.NoSpace => "no-space",
        FailureCause.Crash => "crash",
        FailureCause.Stuck => "stuck",
        FailureCause.OutOfMemory => "out-of-memory",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "no text"),
    };

    public static FailureCause Cause(string text) => text switch
    {
        "error" => FailureCause.Error,
        "not-a-number" => FailureCause.NotANumber,
        "lost-input" => FailureCause.LostInput,
        "data" => FailureCause.Data,
        "no-space" => FailureCause.NoSpace,
        "crash" => FailureCause.Crash,
        "stuck" => FailureCause.Stuck,
        "out-of-memory" => FailureCause.OutOfMemory,
        _ => throw new FormatException($"'{text}' is no cause of a failure."),
    };

    public static AttemptOutcome Outcome(string? text) => text switch
    {
        null => AttemptOutcome.Open,
        "completed" => AttemptOutcome.Completed,
        "failed" => AttemptOutcome.Failed,
        "cancelled" => AttemptOutcome.Cancelled,
        _ => throw new FormatException($"'{text}' is no outcome of an attempt."),
    };

    public static string Of(ImmutableArray<double> losses) => JsonSerializer.Serialize(losses.AsSpan().ToArray(), Json.DoubleArray);

    public static ImmutableArray<double> Losses(string text) => [.. JsonSerializer.Deserialize(text, Json.DoubleArray)!];

    public static string Of(ImmutableDictionary<ArtifactKey, Digest> inputs) =>
        JsonSerializer.Serialize(Sorted(inputs, key => key.Value, digest => digest.Hex), Json.SortedDictionaryStringString);

    public static ImmutableDictionary<ArtifactKey, Digest> Inputs(string text) =>
        JsonSerializer.Deserialize(text, Json.SortedDictionaryStringString)!
            .ToImmutableDictionary(pair => new ArtifactKey(pair.Key), pair => new Digest(pair.Value));

    public static string Of(NumericEnvironment environment) => JsonSerializer.Serialize(environment, Json.NumericEnvironment);

    public static NumericEnvironment Environment(string text) => JsonSerializer.Deserialize(text, Json.NumericEnvironment)!;

    public static string Of(ImmutableDictionary<string, DatasetInfo> datasets) =>
        JsonSerializer.Serialize(Sorted(datasets, name => name, DatasetText.Of), Json.SortedDictionaryStringDatasetText);

    public static ImmutableDictionary<string, DatasetInfo> Datasets(string text) =>
        JsonSerializer.Deserialize(text, Json.SortedDictionaryStringDatasetText)!
            .ToImmutableDictionary(pair => pair.Key, pair => pair.Value.ToInfo());

    private static SortedDictionary<string, TTo> Sorted<TKey, TFrom, TTo>(
        ImmutableDictionary<TKey, TFrom> values, Func<TKey, string> key, Func<TFrom, TTo> value) where TKey : notnull =>
        new(values.ToDictionary(pair => key(pair.Key), pair => value(pair.Value)), StringComparer.Ordinal);
}
