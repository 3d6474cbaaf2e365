using System.Collections.Immutable;
using Sweeper.Actors.Results;
using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Host.Tests.Support;

/// <summary>Stores as runs leave them, made without a training.</summary>
internal static class Stores
{
    /// <summary>A sweep's text under its name, with what its datasets were.</summary>
    public static StoredSweep Sweep(string name, string yaml, params string[] datasets) => new(
        name, yaml, $"{name}.yaml", datasets.ToImmutableDictionary(text => text, text => Plans.Describe(DatasetRef.Named(text))), DateTimeOffset.UnixEpoch);

    /// <summary>A store with some sweeps.</summary>
    public static void Write(string folder, params StoredSweep[] sweeps)
    {
        using var store = SweepStore.OpenForRun(folder, "test");
        store.Results.Commit([.. sweeps.Select(sweep => new StoreWrite.PutSweep(sweep))]);
    }

    /// <summary>A store with the small sweep, some of whose first trainings have failed for good.</summary>
    public static void WriteFailed(string folder, int failed)
    {
        using var store = SweepStore.OpenForRun(folder, "test");
        store.Results.Commit([new StoreWrite.PutSweep(Sweep("small", Plans.Small, "one", "two"))]);
        foreach (var stage in Plans.Of(Plans.Small).Stages.Where(stage => stage.IsCellValue).Take(failed))
        {
            var attempt = store.Results.NextAttempt();
            store.Results.Commit(
            [
                new StoreWrite.OpenAttempt(attempt, stage.Key, stage.Spec.CanonicalForm, "cpu:0", DateTimeOffset.UnixEpoch),
                new StoreWrite.CloseAttempt(attempt, stage.Key, new StageOutcome.Failed(FailureCause.NotANumber, "the loss became NaN"), DateTimeOffset.UnixEpoch),
            ]);
        }
    }

    /// <summary>A store with the small sweep, whose first trainings have results of these processors.</summary>
    public static void WriteResults(string folder, params string[] processors)
    {
        using var store = SweepStore.OpenForRun(folder, "test");
        store.Results.Commit([new StoreWrite.PutSweep(Sweep("small", Plans.Small, "one", "two"))]);
        foreach (var (stage, processor) in Plans.Of(Plans.Small).Stages.Zip(processors))
        {
            var attempt = store.Results.NextAttempt();
            var result = new StageResult
            {
                Correct = 9000,
                Total = 10_000,
                EpochLosses = [0.5],
                Masked = 0,
                Prunable = 266_200,
                Steps = 20,
                Seconds = 1,
                FinalState = stage.Spec.DatasetDigest!.Value,
                Inputs = ImmutableDictionary<ArtifactKey, Digest>.Empty,
                Artifacts = [],
                Environment = new NumericEnvironment("cpu", processor, "2.10", 1, 1),
            };
            store.Results.Commit(
            [
                new StoreWrite.OpenAttempt(attempt, stage.Key, stage.Spec.CanonicalForm, "cpu:0", DateTimeOffset.UnixEpoch),
                new StoreWrite.CloseAttempt(attempt, stage.Key, new StageOutcome.Completed(result), DateTimeOffset.UnixEpoch),
            ]);
        }
    }
}
