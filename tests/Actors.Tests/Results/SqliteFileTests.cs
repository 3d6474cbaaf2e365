using Sweeper.Actors.Results;
using Sweeper.Tests.Support;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;
using static Sweeper.Actors.Tests.Results.StoreSamples;

namespace Sweeper.Actors.Tests.Results;

/// <summary>What is so of results in a file of SQLite's alone: older formats, full disks.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_database_of_format_1_is_read_as_it_is_and_brought_up_by_the_next_run()
    {
        using var first = SweepStore.OpenForRun(_folder["store"], "test");
        var results = first.Results;
        results.Commit([Open(1, 1), Complete(1, 1, state: 5, Stored(1, 5), Stored(2, 6, ArtifactKind.Weights))]);
        var contents = Contents(results);
        first.Dispose();
        var file = _folder["store", "results.db"];
        // Format 1 as it was: the same tables, with a check that knows no optimizer states.
        RawDatabase.Scalar(file,
            """
            DROP TABLE pauses; DROP TABLE epochs; DROP TABLE messages;
            ALTER TABLE artifacts RENAME TO moved; DROP INDEX artifacts_by_stage;
            CREATE TABLE artifacts (id INTEGER PRIMARY KEY, key TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('weights', 'mask', 'final')), digest TEXT NOT NULL,
                bytes INTEGER NOT NULL, stage TEXT NOT NULL, final_state TEXT NOT NULL, UNIQUE (key, digest),
                FOREIGN KEY (stage, final_state) REFERENCES results (stage, final_state)) STRICT;
            CREATE INDEX artifacts_by_stage ON artifacts (stage);
            INSERT INTO artifacts SELECT * FROM moved; DROP TABLE moved; PRAGMA user_version = 1; SELECT 0
            """);
        using (var reader = SweepStore.OpenToRead(_folder["store"])) Assert.Equal(contents, Contents(reader.Results));
        Assert.Equal(1, RawDatabase.Scalar(file, "PRAGMA user_version"));
        using var again = SweepStore.OpenForRun(_folder["store"], "test");
        Assert.Equal(contents, Contents(again.Results));
        again.Results.Commit([Open(2, 2), Complete(2, 2, state: 7, Stored(3, 7, ArtifactKind.OptimizerState))]);
        Assert.Equal(Bytes(7), again.Results.Artifacts()[Artifact(3)].Digest);
        Assert.Equal(4, RawDatabase.Scalar(file, "PRAGMA user_version"));
    }

    [Fact]
    public void A_database_of_format_2_has_no_records_until_the_next_run_brings_it_up()
    {
        using var first = SweepStore.OpenForRun(_folder["store"], "test");
        first.Results.Commit([Open(1, 1), Epochs(1, 1, 2), Message(1, "lost with format 2"), Complete(1, 1)]);
        first.Dispose();
        var file = _folder["store", "results.db"];
        RawDatabase.Scalar(file, "DROP TABLE pauses; DROP TABLE epochs; DROP TABLE messages; PRAGMA user_version = 2; SELECT 0");
        using (var reader = SweepStore.OpenToRead(_folder["store"]))
        {
            var history = reader.Results.HistoryOf(Stage(1));
            Assert.Equal(AttemptOutcome.Completed, Assert.Single(history.Attempts).Outcome);
            Assert.Empty(history.Attempts[0].Epochs);
            Assert.Empty(history.Messages);
        }
        using var again = SweepStore.OpenForRun(_folder["store"], "test");
        again.Results.Commit([Open(2, 2), Epochs(2, 1), Message(2, "kept")]);
        Assert.Single(again.Results.HistoryOf(Stage(2)).Attempts[0].Epochs);
        Assert.Equal(4, RawDatabase.Scalar(file, "PRAGMA user_version"));
    }

    [Fact]
    public void A_database_of_format_3_keeps_its_records_and_learns_of_pauses()
    {
        using var first = SweepStore.OpenForRun(_folder["store"], "test");
        first.Results.Commit([Open(1, 1), Epochs(1, 1, 2), Complete(1, 1)]);
        first.Dispose();
        var file = _folder["store", "results.db"];
        RawDatabase.Scalar(file, "DROP TABLE pauses; PRAGMA user_version = 3; SELECT 0");
        using var again = SweepStore.OpenForRun(_folder["store"], "test");
        Assert.Equal(2, again.Results.HistoryOf(Stage(1)).Attempts[0].Epochs.Length);
        Assert.Null(again.Results.PausedSince("sweep"));
        Assert.Equal(4, RawDatabase.Scalar(file, "PRAGMA user_version"));
    }

    [Fact]
    public void A_disk_that_fills_up_during_a_commit_keeps_what_was_there_and_goes_on_when_there_is_room()
    {
        using var disk = TinyDisk.Mount(kib: 2048);
        using var store = SweepStore.OpenForRun(disk["store"], "test");
        store.Results.Commit([Open(1, 1), Complete(1, 1)]);
        var filler = disk.Fill(leaveKiB: 300);
        var committed = 0;
        NoSpaceException? full = null;
        while (full is null && committed < 1000)
        {
            try
            {
                store.Results.Commit([new StoreWrite.PutSweep(Sweep($"a{committed}", new string('y', 20_000))), new StoreWrite.PutSweep(Sweep($"b{committed}", "b"))]);
                committed++;
            }
            catch (NoSpaceException caught)
            {
                full = caught;
            }
        }
        Assert.InRange(committed, 1, 20);
        Assert.Contains(disk["store"], full!.Message);
        Assert.Equal(committed * 2, store.Results.Sweeps().Count);
        Assert.Throws<NoSpaceException>(() => store.Results.Commit([new StoreWrite.PutSweep(Sweep("c", new string('y', 200_000)))]));
        File.Delete(filler);
        store.Results.Commit([new StoreWrite.PutSweep(Sweep("c", new string('y', 200_000))), Open(2, 2)]);
        Assert.Equal(committed * 2 + 1, store.Results.Sweeps().Count);
        Assert.Single(store.Results.Results());
    }

    [Fact]
    public void A_store_cannot_be_made_on_a_full_disk_and_says_so()
    {
        using var disk = TinyDisk.Mount(kib: 128);
        disk.Fill(leaveKiB: 12);
        Assert.Throws<NoSpaceException>(() => SweepStore.OpenForRun(disk["store"], "test"));
        File.Delete(disk["filler"]);
        SweepStore.OpenForRun(disk["store"], "test").Dispose();
    }
}
