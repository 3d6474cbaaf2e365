using Sweeper.Actors.Results;
using Sweeper.Tests.Support;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;
using static Sweeper.Actors.Tests.Results.StoreSamples;

namespace Sweeper.Actors.Tests.Results;

public sealed class SqliteResultStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SweepStore _store;

    public SqliteResultStoreTests() => _store = SweepStore.OpenForRun(_folder["store"], "test");

    private IResultStore Results => _store.Results;

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_result_comes_back_whole()
    {
        var result = Result(3, Stored(1, 1), Stored(2, 2, ArtifactKind.Final), Stored(3, 3, ArtifactKind.OptimizerState));
        Results.Commit([Open(1, 1), Close(1, 1, new StageOutcome.Completed(result))]);
        var stored = Assert.Single(Results.ResultsOf(Stage(1)));
        Assert.Equal(result.EpochLosses, stored.EpochLosses);
        Assert.Equal(result.Inputs, stored.Inputs);
        Assert.Equal(result.Artifacts, stored.Artifacts);
        Assert.Equal(result, stored with { EpochLosses = result.EpochLosses, Inputs = result.Inputs, Artifacts = result.Artifacts });
        Assert.Equal(new StoredResult(9003, 10_000, 53_000, 266_200), Results.Results()[Stage(1)]);
        Assert.Equal(1, Count("SELECT count(*) FROM stages WHERE canonical = 'stage 1'"));
    }

    [Fact]
    public void Results_under_keys_of_another_version_are_counted()
    {
        Results.Commit([Open(1, 1), Complete(1, 1, state: 5), Open(2, 2), Complete(2, 2, state: 6), Open(3, 3)]);
        // These samples have texts for canonical forms, which no version wrote.
        Assert.Equal(2, Results.StagesOfOtherVersions());
        RawDatabase.Scalar(_folder["store", "results.db"], $"UPDATE stages SET canonical = 'stage/v2' || char(10) || 'training {TrainingVersion.Current}' WHERE key = '{Stage(1)}'; SELECT 0");
        Assert.Equal(1, Results.StagesOfOtherVersions());
    }

    [Fact]
    public void A_database_of_format_1_is_read_as_it_is_and_brought_up_by_the_next_run()
    {
        Results.Commit([Open(1, 1), Complete(1, 1, state: 5, Stored(1, 5), Stored(2, 6, ArtifactKind.Weights))]);
        var contents = Contents(Results);
        _store.Dispose();
        var file = _folder["store", "results.db"];
        // Format 1 as it was: the same tables, with a check that knows no optimizer states.
        RawDatabase.Scalar(file,
            """
            DROP TABLE epochs; DROP TABLE messages;
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
        Assert.Equal(3, RawDatabase.Scalar(file, "PRAGMA user_version"));
    }

    [Fact]
    public void A_database_of_format_2_has_no_records_until_the_next_run_brings_it_up()
    {
        Results.Commit([Open(1, 1), Epochs(1, 1, 2), Message(1, "lost with format 2"), Complete(1, 1)]);
        _store.Dispose();
        var file = _folder["store", "results.db"];
        RawDatabase.Scalar(file, "DROP TABLE epochs; DROP TABLE messages; PRAGMA user_version = 2; SELECT 0");
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
        Assert.Equal(3, RawDatabase.Scalar(file, "PRAGMA user_version"));
    }

    [Fact]
    public void The_history_of_a_stage_has_its_attempts_with_their_curves_its_messages_and_its_result()
    {
        Results.Commit([Open(1, 1), Epochs(1, 1, 2), Open(2, 2), Epochs(2, 1), Fail(1, 1, FailureCause.Stuck), Message(1, "to be tried again"), Open(3, 1), Epochs(3, 1)]);
        Results.Commit([Epochs(3, 2, 3), Complete(3, 1, state: 4)]);
        var history = Results.HistoryOf(Stage(1));
        Assert.Equal(("stage 1", 2), (history.CanonicalForm, history.Attempts.Length));
        Assert.Equal((AttemptOutcome.Failed, FailureCause.Stuck, "attempt 1 failed", Noon.AddMinutes(1)),
            (history.Attempts[0].Outcome, history.Attempts[0].Cause, history.Attempts[0].Message, history.Attempts[0].ClosedAt));
        Assert.Equal([new EpochRecord(1, 9, 1, 100, null, 0.1, 1.5), new EpochRecord(2, 9, 0.5, 100, 90, 0.1, 1.5)], history.Attempts[0].Epochs);
        Assert.Equal([1, 2, 3], history.Attempts[1].Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(new StoredMessage(Noon, "to be tried again"), Assert.Single(history.Messages));
        Assert.Equal((9004, 3.25), (history.Result!.Value.Value.Correct, history.Result.Value.Seconds));
    }

    [Fact]
    public void A_stage_that_was_never_started_has_an_empty_history()
    {
        var history = Results.HistoryOf(Stage(1));
        Assert.Null(history.CanonicalForm);
        Assert.Empty(history.Attempts);
    }

    [Fact]
    public void The_latest_stages_are_those_that_run_and_then_those_last_tried()
    {
        Results.Commit([Open(1, 1), Open(2, 2), Open(3, 3), Open(4, 4), Complete(2, 2, state: 1), Complete(3, 3, state: 2), Complete(4, 4, state: 3), Open(5, 2), Complete(5, 2, state: 1)]);
        Assert.Equal([Stage(1), Stage(2), Stage(4)], Results.LatestStages(3));
    }

    [Fact]
    public void Environments_are_counted_over_the_results_that_count_of_the_stages_asked_for()
    {
        var gpu = new NumericEnvironment("a GPU", "a CPU", "2.10", 1, 4);
        StageOutcome On(int state, NumericEnvironment environment) => new StageOutcome.Completed(Result(state) with { Environment = environment });
        var cpu = Result().Environment;
        Results.Commit([Open(1, 1), Close(1, 1, On(1, cpu)), Open(2, 2), Close(2, 2, On(2, gpu)), Open(3, 3), Close(3, 3, On(3, cpu))]);
        Results.Commit([Open(4, 1), Close(4, 1, On(4, gpu)), Open(5, 4), Close(5, 4, On(5, gpu))]);
        Assert.Equal([(cpu, 2), (gpu, 1)], Results.Environments(new HashSet<StageKey> { Stage(1), Stage(2), Stage(3) }));
    }

    [Fact]
    public void Seconds_are_added_up_over_the_results_that_count_of_the_stages_asked_for()
    {
        StageOutcome In(int state, double seconds) => new StageOutcome.Completed(Result(state) with { Seconds = seconds });
        Results.Commit([Open(1, 1), Close(1, 1, In(1, 1.5)), Open(2, 2), Close(2, 2, In(2, 2)), Open(3, 1), Close(3, 1, In(3, 100)), Open(4, 3), Close(4, 3, In(4, 50))]);
        Assert.Equal(3.5, Results.TrainingSeconds(new HashSet<StageKey> { Stage(1), Stage(2) }));
    }

    [Fact]
    public void A_rerun_that_ends_in_other_bytes_keeps_both_and_the_first_counts()
    {
        Results.Commit([Open(1, 1), Complete(1, 1, state: 5, Stored(1, 5)), Open(2, 1), Complete(2, 1, state: 6, Stored(1, 6))]);
        Assert.Equal(9005, Results.Results()[Stage(1)].Correct);
        Assert.Equal([Bytes(5), Bytes(6)], Results.ResultsOf(Stage(1)).Select(result => result.FinalState));
        Assert.Equal(Bytes(5), Results.Artifacts()[Artifact(1)].Digest);
        Results.Commit([new StoreWrite.ForgetArtifact(Artifact(1), Bytes(5))]);
        Assert.Equal(Bytes(6), Results.Artifacts()[Artifact(1)].Digest);
    }

    [Fact]
    public void A_spec_run_again_unchanged_adds_no_row_and_a_changed_one_leaves_the_old()
    {
        foreach (var yaml in new[] { "a", "a", "b", "a" }) Results.Commit([new StoreWrite.PutSweep(Sweep("s", yaml, digest: Bytes(1)))]);
        Assert.Equal("a", Assert.Single(Results.Sweeps()).Yaml);
        Assert.Equal(3, Count("SELECT count(*) FROM sweeps"));
        Assert.Equal(Bytes(1), Results.Sweeps()[0].Datasets["fashion-mnist-a"].Digest);
    }

    [Fact]
    public void Failures_count_until_a_retry_or_a_result_and_what_is_not_the_stages_fault_never_does()
    {
        Results.Commit([Open(1, 1), Fail(1, 1), Open(2, 1), Fail(2, 1, FailureCause.Crash), Open(3, 1), Fail(3, 1, FailureCause.LostInput), Open(9, 1), Fail(9, 1, FailureCause.NoSpace)]);
        Results.Commit([Open(4, 2), Close(4, 2, new StageOutcome.Cancelled())]);
        Assert.Equal([(Stage(1), new StageTrouble(2, 1, FailureCause.Crash, "attempt 2 failed"))], Troubles());
        Results.Commit([Open(5, 1), Retry(1, minute: 1), Fail(5, 1)]);
        Assert.Equal([(Stage(1), new StageTrouble(1, 0, FailureCause.Error, "attempt 5 failed"))], Troubles());
        Results.Commit([Retry(1, minute: 1)]);
        Assert.Single(Troubles());
        Results.Commit([Retry(null, minute: 2)]);
        Assert.Empty(Troubles());
        Results.Commit([Open(6, 1), Fail(6, 1), Open(7, 1), Complete(7, 1)]);
        Assert.Empty(Troubles());
    }

    [Fact]
    public void A_stage_that_must_run_again_for_a_lost_artifact_counts_its_new_failures()
    {
        Results.Commit([Open(1, 1), Fail(1, 1), Open(2, 1), Complete(2, 1), Open(3, 1), Fail(3, 1)]);
        Assert.Equal([(Stage(1), new StageTrouble(1, 0, FailureCause.Error, "attempt 3 failed"))], Troubles());
    }

    [Fact]
    public void A_result_of_an_attempt_that_was_taken_for_crashed_counts()
    {
        Results.Commit([Open(1, 1), Fail(1, 1, FailureCause.Crash), Complete(1, 1)]);
        Assert.Empty(Troubles());
        Assert.True(Results.Results().ContainsKey(Stage(1)));
    }

    [Fact]
    public void Attempts_are_numbered_once_each()
    {
        Assert.Equal([1, 2], [Results.NextAttempt().Value, Results.NextAttempt().Value]);
        Results.Commit([Open(7, 1)]);
        Assert.Equal(new AttemptId(8), Results.NextAttempt());
    }

    [Fact]
    public void A_batch_that_cannot_be_written_whole_is_not_written_at_all()
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => Results.Commit([Open(1, 1), Complete(1, 1), Fail(2, 2)]));
        Assert.Contains("#2", wrong.Message);
        Assert.Empty(Results.Results());
        Assert.Throws<InvalidOperationException>(() => Results.Commit([Open(1, 1), Open(1, 2)]));
        Results.Commit([Open(1, 1), Complete(1, 1)]);
        Assert.Single(Results.Results());
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

    private List<(StageKey, StageTrouble)> Troubles() => [.. Results.Troubles().Select(pair => (pair.Key, pair.Value))];

    private long Count(string sql) => RawDatabase.Scalar(_folder["store", "results.db"], sql);
}
