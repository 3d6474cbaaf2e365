using System.Text;
using Sweeper.Actors.Results;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;
using static Sweeper.Actors.Tests.Results.StoreSamples;

namespace Sweeper.Actors.Tests.Results;

public sealed class StoreMergeTests : IDisposable
{
    private readonly SqlitePlace _from = new();
    private readonly SqlitePlace _into = new();

    public void Dispose()
    {
        _from.Dispose();
        _into.Dispose();
    }

    [Fact]
    public void Into_an_empty_store_all_comes_but_what_is_under_way_and_a_second_time_nothing() => Check(_into);

    [Fact]
    public void Into_PostgreSQL_too()
    {
        using var into = new PostgresPlace();
        Check(into);
    }

    [Fact]
    public void Of_two_results_that_differ_the_one_that_was_there_counts_and_both_stay()
    {
        Fill(_into, store => [Open(1, 1), Complete(1, 1, 5, Made(1, store.Blobs.Put("ours"u8)))]);
        Fill(_from, store => [Open(1, 1) with { Trainer = "gpu-box/cuda:0" }, Complete(1, 1, 6, Made(1, store.Blobs.Put("theirs"u8)))]);
        var merge = Merge(_into);
        Assert.Equal((0, 1, 1), (merge.NewResults, merge.NewAttempts, merge.NewBlobs));
        using var into = _into.OpenToRead();
        Assert.Equal([Bytes(5), Bytes(6)], into.Results.ResultsOf(Stage(1)).Select(result => result.FinalState));
        Assert.Equal(Digest.Of("ours"u8), into.Results.Artifacts()[Artifact(1)].Digest);
    }

    [Fact]
    public void A_damaged_blob_is_not_brought_nor_what_names_it()
    {
        Digest damaged = default;
        Fill(_from, store => [Open(1, 1), Complete(1, 1, 5, Made(1, damaged = store.Blobs.Put("damaged"u8)), Made(2, store.Blobs.Put("whole"u8)))]);
        using (var store = _from.OpenToRead()) File.WriteAllText(Path.Combine(store.Blobs.Folder, damaged.Hex[..2], damaged.Hex), "DAMAGED");
        Assert.Equal(1, Merge(_into).LostBlobs);
        using var into = _into.OpenToRead();
        Assert.Equal(Artifact(2), Assert.Single(into.Results.Artifacts()).Key);
        Assert.False(into.Blobs.Contains(damaged));
    }

    [Fact]
    public void Failures_that_were_lifted_there_count_here_no_more()
    {
        Fill(_from, _ => [Open(1, 1), Fail(1, 1), Open(2, 2), Fail(2, 2), Retry(1, minute: 5)]);
        Merge(_into);
        using var into = _into.OpenToRead();
        Assert.Equal(Stage(2), Assert.Single(into.Results.Troubles()).Key);
    }

    [Fact]
    public void A_sweep_of_the_same_name_and_another_text_stays_and_is_named()
    {
        Fill(_into, _ => [new StoreWrite.PutSweep(Sweep("same", "ours"))]);
        Fill(_from, _ => [new StoreWrite.PutSweep(Sweep("same", "theirs")), new StoreWrite.PutSweep(Sweep("new", "text"))]);
        Assert.Equal("same", Assert.Single(Merge(_into).OtherSweeps));
        using var into = _into.OpenToRead();
        Assert.Equal(["new text", "same ours"], into.Results.Sweeps().Select(sweep => $"{sweep.Name} {sweep.Yaml}"));
    }

    private void Check(StorePlace into)
    {
        Fill(_from, store =>
        [
            Open(1, 1), Epochs(1, 1, 2), Fail(1, 1, FailureCause.Crash), Message(1, "to be tried again"),
            Open(2, 1), Complete(2, 1, 5, Made(1, store.Blobs.Put("mask"u8), ArtifactKind.Mask), Made(2, store.Blobs.Put("weights"u8), ArtifactKind.Weights)),
            Open(3, 2), Fail(3, 2), Open(4, 3), Close(4, 3, new StageOutcome.Cancelled("why")), Open(5, 4), new StoreWrite.PutSweep(Sweep("s", "text")),
        ]);
        // So that attempts get other numbers.
        Fill(into, _ => [Open(7, 9), Complete(7, 9, 1)]);
        var merge = Merge(into);
        Assert.Equal((1, 4, 2, 11L, 0), (merge.NewResults, merge.NewAttempts, merge.NewBlobs, merge.NewBytes, merge.LostBlobs));
        string merged;
        using (SweepStore source = _from.OpenToRead(), target = into.OpenToRead())
        {
            foreach (var stage in (StageKey[])[Stage(1), Stage(2), Stage(3)]) Assert.Equal(Meaning(source, stage), Meaning(target, stage));
            Assert.DoesNotContain(Stage(4), target.Results.Stages());
            Assert.Equal(source.Results.Troubles(), target.Results.Troubles());
            Assert.Equal(source.Results.Artifacts(), target.Results.Artifacts());
            Assert.Equal(source.Results.Sweeps().Single().Yaml, target.Results.Sweeps().Single().Yaml);
            Assert.Equal("weights", Encoding.UTF8.GetString(target.Blobs.Get(Digest.Of("weights"u8))));
            merged = Contents(target.Results);
        }
        var again = Merge(into);
        Assert.Equal((0, 0, 0), (again.NewResults, again.NewAttempts, again.NewBlobs));
        using var after = into.OpenToRead();
        Assert.Equal(merged, Contents(after.Results));
    }

    private static StoredArtifact Made(int key, Digest digest, ArtifactKind kind = ArtifactKind.Mask) => new(Artifact(key), kind, digest, 10);

    private static string Meaning(SweepStore store, StageKey stage)
    {
        var history = store.Results.HistoryOf(stage);
        var attempts = history.Attempts.Select(attempt => $"{attempt with { Id = new(0), Epochs = [] }} {string.Join(',', attempt.Epochs)}");
        return $"{history.CanonicalForm} {history.Result} {string.Join(',', history.Messages)}\n{string.Join('\n', attempts)}\n{string.Join(',', store.Results.ResultsOf(stage).SelectMany(result => result.Artifacts))}";
    }

    private static void Fill(StorePlace place, Func<SweepStore, IReadOnlyList<StoreWrite>> writes)
    {
        using var store = place.OpenForRun();
        store.Results.Commit(writes(store));
    }

    private StoreMerge Merge(StorePlace into)
    {
        using var target = into.OpenForRun();
        using var source = _from.OpenToRead();
        var merge = new StoreMerge(target, source, Noon);
        merge.Run((_, _) => { });
        return merge;
    }
}
