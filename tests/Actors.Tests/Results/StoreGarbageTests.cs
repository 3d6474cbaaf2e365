using System.Collections.Immutable;
using Sweeper.Actors.Results;
using Sweeper.Tests.Support;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;
using static Sweeper.Actors.Tests.Results.StoreSamples;

namespace Sweeper.Actors.Tests.Results;

public sealed class StoreGarbageTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SweepStore _store;

    // Artifacts 1 (weights, 100 bytes), 2 and 4 (masks that are the same 20 bytes), 3 (finals, 300 bytes); and a blob of 7 bytes that is nothing's.
    public StoreGarbageTests()
    {
        _store = SweepStore.OpenForRun(_folder["store"], "test");
        var artifacts = ImmutableArray.Create(
            Put(1, ArtifactKind.Weights, 100), Put(2, ArtifactKind.Mask, 20), Put(3, ArtifactKind.Final, 300), Put(4, ArtifactKind.Mask, 20), Put(5, ArtifactKind.OptimizerState, 50));
        _store.Results.Commit([Open(1, 1), Close(1, 1, new StageOutcome.Completed(Result() with { Artifacts = artifacts }))]);
        _store.Blobs.Put(new byte[7]);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Usage_tells_what_each_kind_takes_and_counts_equal_bytes_once()
    {
        File.WriteAllBytes(_folder["store", "blobs", "tmp", "half"], new byte[11]);
        using var reader = SweepStore.OpenToRead(_folder["store"]);
        var usage = StoreUsage.Of(reader);
        Assert.Equal((100, 20, 50, 300, 7, 11, 0), (usage.Weights, usage.Masks, usage.Moments, usage.Finals, usage.Unreferenced, usage.Temporary, usage.LostBlobs));
        Assert.True(usage.Database >= 4096);
        Assert.Equal(488 + usage.Database, usage.Total);
        _store.Blobs.Delete(_store.Results.Artifacts()[Artifact(1)].Digest);
        Assert.Equal((0, 1), (StoreUsage.Of(reader).Weights, StoreUsage.Of(reader).LostBlobs));
    }

    [Fact]
    public void Collection_removes_what_nothing_names_and_no_more()
    {
        Assert.Equal(new StoreGarbage(1, 7, 0, 0, 0), StoreGarbage.Collect(_store));
        Assert.Equal(new StoreGarbage(0, 0, 0, 0, 0), StoreGarbage.Collect(_store));
        Assert.Equal(5, _store.Results.Artifacts().Count);
        Assert.Equal(470, _store.Blobs.List().Sum(blob => blob.Bytes));
    }

    [Fact]
    public void Unplanned_artifacts_are_reported_and_stay_unless_their_removal_is_asked_for()
    {
        Assert.Equal(new StoreGarbage(1, 7, 0, 3, 150), StoreGarbage.Collect(_store, Planned(2)));
        Assert.Equal(5, _store.Results.Artifacts().Count);
    }

    [Fact]
    public void Removed_are_unplanned_weights_and_masks_but_no_finals_and_no_bytes_that_a_planned_one_shares()
    {
        Assert.Equal(new StoreGarbage(3, 157, 0, 3, 150), StoreGarbage.Collect(_store, Planned(2), removeUnplanned: true));
        Assert.Equal([Artifact(2), Artifact(3)], _store.Results.Artifacts().Keys.OrderBy(key => key == Artifact(3)));
        Assert.Equal(20, _store.Blobs.Get(_store.Results.Artifacts()[Artifact(2)].Digest).Length);
        Assert.Single(_store.Results.Results());
    }

    [Fact]
    public void Collection_needs_the_lock_and_tells_what_opening_freed()
    {
        using (var reader = SweepStore.OpenToRead(_folder["store"])) Assert.Throws<StoreException>(() => StoreGarbage.Collect(reader));
        _store.Dispose();
        File.WriteAllBytes(_folder["store", "blobs", "tmp", "half"], new byte[11]);
        using var store = SweepStore.OpenForRun(_folder["store"], "store gc");
        Assert.Equal(11, StoreGarbage.Collect(store).TemporaryBytes);
    }

    [Fact]
    public void What_nodes_of_a_killed_run_may_just_have_written_stays_for_a_day()
    {
        _store.Blobs.Put([1, 2, 3]);
        LeaveNodes();
        File.WriteAllBytes(_folder["store", "blobs", "tmp", "half"], new byte[11]);
        // The first closes the nodes' attempts; the second finds none open, and the nodes are at work as before.
        for (var i = 0; i < 2; i++)
        {
            using var store = SweepStore.OpenForRun(_folder["store"], "store gc");
            Assert.Equal(new StoreGarbage(0, 0, 0, 0, 0) { Spared = 2, SparedBytes = 10 }, StoreGarbage.Collect(store));
            Assert.Equal(11, store.Blobs.TemporaryBytes);
        }
        foreach (var file in new DirectoryInfo(_folder["store", "blobs"]).EnumerateFiles("*", SearchOption.AllDirectories)) file.LastWriteTimeUtc = DateTime.UtcNow.AddHours(-25);
        using var later = SweepStore.OpenForRun(_folder["store"], "store gc");
        Assert.Equal(new StoreGarbage(2, 10, 11, 0, 0), StoreGarbage.Collect(later));
    }

    [Fact]
    public void Once_a_run_has_listened_to_those_nodes_nothing_is_spared()
    {
        LeaveNodes();
        File.WriteAllBytes(_folder["store", "blobs", "tmp", "half"], new byte[11]);
        using (var listening = SweepStore.OpenForRun(_folder["store"], "run", leaveHeld: true)) listening.Results.Commit([Close(2, 2, new StageOutcome.Completed(Result()))]);
        using var store = SweepStore.OpenForRun(_folder["store"], "store gc");
        Assert.Equal(new StoreGarbage(1, 7, 11, 0, 0), StoreGarbage.Collect(store));
    }

    // A run that is killed while a node trains.
    private void LeaveNodes()
    {
        _store.Results.Commit([Open(2, 2) with { Trainer = "gpu-box:7001/cuda:0" }]);
        _store.Dispose();
    }

    private StoredArtifact Put(int key, ArtifactKind kind, int bytes) =>
        new(Artifact(key), kind, _store.Blobs.Put(Enumerable.Repeat((byte)bytes, bytes).ToArray()), bytes);

    private static HashSet<ArtifactKey> Planned(params int[] keys) => [.. keys.Select(Artifact)];
}
