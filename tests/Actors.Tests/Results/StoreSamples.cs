using System.Collections.Immutable;
using Sweeper.Actors.Results;
using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Results;

/// <summary>Things to store.</summary>
internal static class StoreSamples
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public static StageKey Stage(int number) => StageKey.Of($"stage {number}");

    public static ArtifactKey Artifact(int number) => ArtifactKey.Of($"artifact {number}");

    public static Digest Bytes(int number) => new(ContentHash.Of($"bytes {number}"));

    public static StageResult Result(int state = 0, params ImmutableArray<StoredArtifact> artifacts) => new()
    {
        Correct = 9000 + state,
        Total = 10_000,
        EpochLosses = [0.1 + 0.2, 1e-9, double.PositiveInfinity],
        Masked = 53_000,
        Prunable = 266_200,
        Steps = 938,
        Seconds = 3.25,
        FinalState = Bytes(state),
        Inputs = ImmutableDictionary<ArtifactKey, Digest>.Empty.Add(Artifact(100), Bytes(100)),
        Artifacts = artifacts,
        Environment = new("cpu", "a CPU", "2.10", 1, 1),
    };

    public static StoredArtifact Stored(int key, int bytes, ArtifactKind kind = ArtifactKind.Mask) => new(Artifact(key), kind, Bytes(bytes), 1000 + bytes);

    public static StoredSweep Sweep(string name, string yaml, int minute = 0, Digest? digest = null) => new(
        name, yaml, "sweeps/a.yaml",
        ImmutableDictionary<string, DatasetInfo>.Empty.Add("fashion-mnist-a", new(new(1, 28, 28), 10, 30_000, 10_000, digest)),
        Noon.AddMinutes(minute));

    public static StoreWrite.OpenAttempt Open(long attempt, int stage) =>
        new StoreWrite.OpenAttempt(new(attempt), Stage(stage), $"stage {stage}", "cpu:0", Noon.AddSeconds(attempt));

    public static StoreWrite Close(long attempt, int stage, StageOutcome outcome) =>
        new StoreWrite.CloseAttempt(new(attempt), Stage(stage), outcome, Noon.AddMinutes(attempt));

    public static StoreWrite Complete(long attempt, int stage, int state = 0, params ImmutableArray<StoredArtifact> artifacts) =>
        Close(attempt, stage, new StageOutcome.Completed(Result(state, artifacts)));

    public static StoreWrite Fail(long attempt, int stage, FailureCause cause = FailureCause.Error) =>
        Close(attempt, stage, new StageOutcome.Failed(cause, $"attempt {attempt} failed"));

    public static StoreWrite Retry(int? stage, int minute) =>
        new StoreWrite.Retry(stage is { } number ? Stage(number) : null, Noon.AddMinutes(minute));

    public static StoreWrite Epochs(long attempt, params ImmutableArray<int> epochs) =>
        new StoreWrite.AddEpochs(new(attempt), [.. epochs.Select(epoch => new EpochRecord(epoch, 9, 1.0 / epoch, 100, epoch % 2 == 0 ? 90 : null, 0.1, 1.5))]);

    public static StoreWrite Message(int stage, string text, int minute = 0) => new StoreWrite.AddMessage(Stage(stage), Noon.AddMinutes(minute), text);

    /// <summary>All that a store says, as text: what two stores are compared by.</summary>
    public static string Contents(IResultStore store) => string.Join('\n',
    [
        .. store.Sweeps().Select(sweep => $"sweep {sweep.Name} {sweep.Yaml} {sweep.File} {string.Join(',', sweep.Datasets)} {sweep.AddedAt:O}"),
        .. store.Results().OrderBy(pair => pair.Key.Value).Select(pair => $"result {pair.Key.Short} {pair.Value}"),
        .. store.Results(store.Results().Keys.OrderBy(key => key.Value).Take(2).ToHashSet()).Keys.OrderBy(key => key.Value).Select(key => $"asked for {key.Short}"),
        .. store.Results().Keys.OrderBy(key => key.Value).SelectMany(key => store.ResultsOf(key).Select(result => $"all {key.Short} {Text(result)}")),
        .. store.Artifacts().OrderBy(pair => pair.Key.Value).Select(pair => $"artifact {pair.Value}"),
        .. store.Troubles().OrderBy(pair => pair.Key.Value).Select(pair => $"trouble {pair.Key.Short} {pair.Value}"),
        .. store.Environments(store.Results().Keys.ToHashSet()).Select(environment => $"environment {environment}"),
        .. store.Stages().OrderBy(key => key.Value).Select(key => $"history {Text(store.HistoryOf(key))}"),
        $"latest {string.Join(',', store.LatestStages(3).Select(key => key.Short))}",
        $"seconds {store.TrainingSeconds(store.Results().Keys.ToHashSet())}",
    ]);

    private static string Text(StageHistory history) =>
        $"{history with { Attempts = [], Messages = [] }} {string.Join(',', history.Attempts.Select(attempt => $"{attempt with { Epochs = [] }} {string.Join(',', attempt.Epochs)}"))} "
        + string.Join(',', history.Messages);

    private static string Text(StageResult result) =>
        $"{result with { EpochLosses = [], Inputs = ImmutableDictionary<ArtifactKey, Digest>.Empty, Artifacts = [] }} " +
        $"{string.Join(',', result.EpochLosses)} {string.Join(',', result.Inputs)} {string.Join(',', result.Artifacts.OrderBy(artifact => (artifact.Key.Value, artifact.Digest.Hex)))}";
}
