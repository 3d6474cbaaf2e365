using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Host.Runs;
using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Bench.Rows;

/// <summary>A sweep file and a store in which every one of its trainings has a made-up result; no blob is in it.</summary>
internal static class FinishedSweep
{
    private const int StagesACommit = 50_000;

    private static readonly string[] Datasets = ["mnist", "kmnist", "fashion-mnist", "fashion-mnist-a", "fashion-mnist-b"];
    private static readonly Digest Nothing = Digest.Of([]);
    private static readonly NumericEnvironment Nowhere = new("none", "none", "none", 1, 1);

    /// <summary>A grid of 1,100 rows of winning tickets and 110 of random ones, each with so many seeds.</summary>
    public static string ManySeeds(int seeds) => Text(seeds, "fraction: 0.2, rewind: 100it");

    /// <summary>The grid at every point of the pruning axes, with one seed: 1,110 rows a point of them, of which there are 2 scopes x 10 rewind points x some fractions.</summary>
    public static string ManyRows(int fractions) => Text(1, string.Create(CultureInfo.InvariantCulture,
        $"scope: [global, layerwise], fraction: [{string.Join(", ", Enumerable.Range(0, fractions).Select(i => $"0.{100 + i}"))}], rewind: [{string.Join(", ", Enumerable.Range(1, 10).Select(i => $"{i}00it"))}]"));

    /// <summary>Makes the store of a sweep's text; its plan.</summary>
    public static SweepPlan Write(string folder, string text)
    {
        var sweep = new StoredSweep("rows", text, "rows.yaml", Datasets.ToImmutableDictionary(name => name, Describe), DateTimeOffset.UnixEpoch);
        var plan = StoredPlans.Plan(sweep);
        using var store = SweepStore.OpenForRun(folder, "benchmark");
        store.Results.Commit([new StoreWrite.PutSweep(sweep)]);
        foreach (var batch in plan.Stages.Chunk(StagesACommit)) store.Results.Commit([.. batch.SelectMany(Finish)]);
        return plan;
    }

    private static IEnumerable<StoreWrite> Finish(PlannedStage stage)
    {
        var attempt = new AttemptId(stage.Number + 1);
        yield return new StoreWrite.OpenAttempt(attempt, stage.Key, stage.Spec.CanonicalForm, "none:0", DateTimeOffset.UnixEpoch);
        yield return new StoreWrite.CloseAttempt(attempt, stage.Key, new StageOutcome.Completed(Result(stage)), DateTimeOffset.UnixEpoch);
    }

    // Accuracies between 85% and 95%, of no pattern, and a little better for tickets that were found.
    private static StageResult Result(PlannedStage stage) => new()
    {
        Correct = 8500 + (int)(stage.Number * 7919L % 1000) + (stage.Producers.IsEmpty ? 0 : 50),
        Total = 10_000,
        EpochLosses = [0.5, 0.4, 0.3],
        Masked = 266_200 / 12 * stage.Depth,
        Prunable = 266_200,
        Steps = 1000,
        Seconds = 1,
        FinalState = Nothing,
        Inputs = stage.Tickets.ToImmutableDictionary(key => key, _ => Nothing),
        Artifacts =
        [
            .. stage.Outputs.Masks.Select(mask => new StoredArtifact(mask.Key, ArtifactKind.Mask, Nothing, 1)),
            .. stage.Outputs.Rewinds.Select(rewind => new StoredArtifact(rewind.Key, ArtifactKind.Weights, Nothing, 1)),
        ],
        Environment = Nowhere,
    };

    private static DatasetInfo Describe(string name) => new(new ImageGeometry(1, 28, 28), 10, 60_000, 10_000, Digest.Of(Encoding.UTF8.GetBytes(name)));

    private static string Text(int seeds, string pruning)
    {
        var endpoints = string.Concat(Datasets.Select(name => $"  - {{dataset: {name}, optimizers: [sgd, adam]}}\n"));
        return string.Create(CultureInfo.InvariantCulture,
            $$$"""
            name: rows
            models: [lenet-300-100]
            seeds: {{{seeds}}}
            sources:
            {{{endpoints}}}targets:
            {{{endpoints}}}pruning: {rounds: 10, {{{pruning}}} }
            recipe: {epochs: 10, batch_size: 128, optimizers: {sgd: {lr: 0.1}, adam: {lr: 3.0e-4} } }
            claims:
              - name: winning tickets beat random ones
                compare: {ticket: winning}
                against: {ticket: random}
                expect: higher

            """);
    }
}
