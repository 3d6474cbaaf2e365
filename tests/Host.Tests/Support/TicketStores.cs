using System.Collections.Immutable;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Tickets;
using Sweeper.Training.Draws;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Tests.Support;

/// <summary>Stores with tickets whose weights and masks are made up, without a training.</summary>
internal static class TicketStores
{
    /// <summary>The small sweep after its first trainings: all of them, but for those that a test leaves out.</summary>
    public static SweepPlan Write(string folder, Func<PlannedStage, bool>? isDone = null)
    {
        var plan = Plans.Of(Plans.Small);
        using var store = SweepStore.OpenForRun(folder, "test");
        store.Results.Commit([new StoreWrite.PutSweep(Stores.Sweep("small", Plans.Small, "one", "two"))]);
        foreach (var stage in plan.Stages.Where(isDone ?? (_ => true))) Finish(store, plan, stage);
        return plan;
    }

    /// <summary>A text with tickets and stages by number in the place of ids and keys, which change with the training version.</summary>
    public static string WithoutIds(SweepPlan plan, string text)
    {
        var number = 0;
        foreach (var ticket in TicketIndex.Of(plan))
        {
            text = text.Replace(ticket.Id.Value, $"ticket {number}", StringComparison.Ordinal).Replace(ticket.Id.Short, $"ticket{number,6}", StringComparison.Ordinal)
                .Replace(ticket.Weights.Value, $"weights of seed {ticket.Seed}", StringComparison.Ordinal);
            if (ticket.Mask is { } mask) text = text.Replace(mask.Value, $"mask of ticket {number}", StringComparison.Ordinal);
            number++;
        }
        text = Rows.WithoutKeys(plan, text);
        return plan.Stages.Aggregate(text, (changed, stage) => changed.Replace(stage.Key.Short, $"stage{stage.Number,7}", StringComparison.Ordinal));
    }

    private static void Finish(SweepStore store, SweepPlan plan, PlannedStage stage)
    {
        var network = plan.ArchitectureOf(stage);
        var artifacts = stage.Outputs.Rewinds.Select(rewind => Put(rewind.Key, ArtifactKind.Weights, Weights(network, stage.Spec.Seed)))
            .Concat(stage.Outputs.Masks.Select(mask => Put(mask.Key, ArtifactKind.Mask, MaskFile.Write(RandomMask(network, stage.Depth, stage.Number)))));
        var attempt = store.Results.NextAttempt();
        var result = new StageResult
        {
            Correct = 9000 + stage.Number,
            Total = 10_000,
            EpochLosses = [0.5],
            Masked = 0,
            Prunable = 265_200,
            Steps = 20,
            Seconds = 1,
            FinalState = Digest.Of([(byte)stage.Number]),
            Inputs = ImmutableDictionary<ArtifactKey, Digest>.Empty,
            Artifacts = [.. artifacts],
            Environment = new NumericEnvironment("cpu", "Test 1", "2.10", 1, 1),
        };
        store.Results.Commit(
        [
            new StoreWrite.OpenAttempt(attempt, stage.Key, stage.Spec.CanonicalForm, "cpu:0", DateTimeOffset.UnixEpoch),
            new StoreWrite.CloseAttempt(attempt, stage.Key, new StageOutcome.Completed(result), DateTimeOffset.UnixEpoch),
        ]);

        StoredArtifact Put(ArtifactKey key, ArtifactKind kind, byte[] bytes) => new(key, kind, store.Blobs.Put(bytes), bytes.Length);
    }

    private static byte[] Weights(Architecture network, long seed) => SafeTensors.Write(
        [.. network.Parameters.Select(slot => new SafeTensors.Entry(slot.Name, slot.Shape, [.. Enumerable.Range(0, slot.Length).Select(i => i + seed / 8f)]))]);

    // As many as so many rounds of a fifth leave, in random places.
    private static Mask RandomMask(Architecture network, int round, int seed)
    {
        var parts = Mask.PartsOf(network, PrunedTensors.Default);
        var alive = new bool[parts.Sum(part => part.Length)];
        foreach (var place in new Draw(seed, "test/mask").Permutation(alive.Length).AsSpan(0, (int)PruningSchedule.Remaining(alive.Length, 0.2m, round))) alive[place] = true;
        return Mask.Where(parts, alive);
    }
}
