using Sweeper.Actors.Coordination;
using Sweeper.Actors.Results;
using Sweeper.Actors.Specs;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;
using static Sweeper.Actors.Tests.Results.StoreSamples;

namespace Sweeper.Actors.Tests.Results;

/// <summary>What every kind of result store does.</summary>
public abstract class ResultStoreTests : IDisposable
{
    private readonly StorePlace _place;
    private readonly SweepStore _store;

    internal ResultStoreTests(StorePlace place)
    {
        _place = place;
        _store = place.OpenForRun();
    }

    private IResultStore Results => _store.Results;

    public void Dispose()
    {
        _store.Dispose();
        _place.Dispose();
        GC.SuppressFinalize(this);
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
        _place.Scalar($"UPDATE stages SET canonical = 'stage/v2\ntraining {TrainingVersion.Current}' WHERE key = '{Stage(1)}'; SELECT 0");
        Assert.Equal(1, Results.StagesOfOtherVersions());
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
    public void A_pause_lasts_until_it_is_resumed_whatever_else_is_paused()
    {
        Assert.Null(Results.PausedSince("one"));
        Results.Commit([new StoreWrite.Pause("one", DateTimeOffset.UnixEpoch), new StoreWrite.Pause("two", DateTimeOffset.UnixEpoch)]);
        Results.Commit([new StoreWrite.Pause("one", DateTimeOffset.UnixEpoch.AddHours(1)), new StoreWrite.Resume("two")]);
        Assert.Equal(DateTimeOffset.UnixEpoch, Results.PausedSince("one"));
        Assert.Null(Results.PausedSince("two"));
        Results.Commit([new StoreWrite.Resume("one"), new StoreWrite.Resume("one")]);
        Assert.Null(Results.PausedSince("one"));
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
    public void The_coordinator_counts_failures_as_they_are_read_again()
    {
        var counted = new StageTroubles(new FailurePolicy { Attempts = 10 }, new Dictionary<StageKey, StageTrouble>());
        var attempt = 0;
        foreach (var cause in (FailureCause[])[FailureCause.Crash, FailureCause.Error, FailureCause.Stuck, FailureCause.Crash, FailureCause.Crash])
        {
            attempt++;
            Results.Commit([Open(attempt, 1), Fail(attempt, 1, cause)]);
            var trouble = counted.Count(Stage(1), new StageOutcome.Failed(cause, $"attempt {attempt} failed"));
            Assert.Equal([(Stage(1), trouble)], Troubles());
            Assert.Equal(attempt == 5, counted.IsSetAside(Stage(1)));
        }
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

    private List<(StageKey, StageTrouble)> Troubles() => [.. Results.Troubles().Select(pair => (pair.Key, pair.Value))];

    private long Count(string sql) => _place.Scalar(sql);

    [Fact]
    public void Text_of_any_kind_comes_back()
    {
        var text = "tab\t new\nline 'quote' \"double\" $1 @stage 数 \U0001F3AB";
        Results.Commit([Open(1, 1), Message(1, text), Close(1, 1, new StageOutcome.Failed(FailureCause.Error, text))]);
        var history = Results.HistoryOf(Stage(1));
        Assert.Equal(text, Assert.Single(history.Messages).Text);
        Assert.Equal(text, history.Attempts[0].Message);
    }

    [Fact]
    public void A_character_that_a_database_cannot_hold_is_replaced()
    {
        Results.Commit([Open(1, 1), Close(1, 1, new StageOutcome.Failed(FailureCause.Error, "a\0b"))]);
        Assert.Contains(Results.HistoryOf(Stage(1)).Attempts[0].Message, (string[])["a\0b", "a\uFFFDb"]);
    }

    [Fact]
    public void The_size_of_the_database_is_known()
    {
        Assert.InRange(_store.DatabaseBytes, 1, 10_000_000);
    }
}
