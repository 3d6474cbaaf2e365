using System.Collections.Immutable;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Bench.Scheduling;

/// <summary>The same stages by a loop without actors: the same rows, in commits of so many.</summary>
internal static class PlainLoop
{
    /// <summary>What a stage costs.</summary>
    public static Cost Run(SweepPlan plan, int stages, int stagesACommit)
    {
        using var folder = new BenchFolder();
        using var store = SweepStore.OpenForRun(folder.Path, "benchmark");
        var runner = new NoOpRunner();
        return Cost.Of(() =>
        {
            foreach (var batch in plan.Stages.Take(stages).Chunk(stagesACommit))
                store.Results.Commit([.. batch.SelectMany(stage => Rows(stage, runner))]);
        }) / stages;
    }

    private static IEnumerable<StoreWrite> Rows(PlannedStage stage, NoOpRunner runner)
    {
        var attempt = new AttemptId(stage.Number + 1);
        var inputs = stage.Tickets.ToImmutableDictionary(key => key, _ => Digest.Of([]));
        var outcome = runner.Run(new(stage.Key, stage.Spec, inputs, stage.Outputs), new StageProgress(), CancellationToken.None);
        yield return new StoreWrite.OpenAttempt(attempt, stage.Key, stage.Spec.CanonicalForm, "no-op:0", DateTimeOffset.UtcNow);
        yield return new StoreWrite.CloseAttempt(attempt, stage.Key, outcome, DateTimeOffset.UtcNow);
    }
}
