using Sweeper.Actors.Results;
using Sweeper.Host.Tests.Support;
using Sweeper.Tests.Support;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Host.Tests.Commands;

[Collection(SweeperCommandLine.Collection)]
public class StoreCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Store => _folder["store"];

    [Fact]
    public async Task Retry_forgets_every_failure()
    {
        Stores.WriteFailed(Store, 3);
        Assert.Equal((0, "", "3 trainings will be tried again by the next `sweeper run`\n"), await SweeperCommandLine.Run("retry", "--store", Store));
        Assert.Empty(Troubles());
        Assert.Equal((0, "", "nothing has failed\n"), await SweeperCommandLine.Run("retry", "--store", Store));
    }

    [Fact]
    public async Task Retry_of_one_stage_leaves_the_others()
    {
        Stores.WriteFailed(Store, 3);
        var one = Troubles().Keys.First();
        Assert.Equal((0, "", "1 training will be tried again by the next `sweeper run`\n"), await SweeperCommandLine.Run("retry", one.Short, "--store", Store));
        Assert.Equal(2, Troubles().Count);
        Assert.DoesNotContain(one, Troubles().Keys);
    }

    [Theory]
    [InlineData("zzz", "has a key that starts with 'zzz'")]
    [InlineData("", "leave it out for every failed stage")]
    public async Task Retry_of_a_stage_that_there_is_not_exits_2_and_forgets_nothing(string stage, string says)
    {
        Stores.WriteFailed(Store, 1);
        var (code, _, errors) = await SweeperCommandLine.Run("retry", stage, "--store", Store);
        Assert.Equal(2, code);
        Assert.Contains(says, errors);
        Assert.Single(Troubles());
    }

    [Theory]
    [InlineData("retry")]
    [InlineData("results")]
    [InlineData("store", "du")]
    [InlineData("store", "gc")]
    public async Task Where_there_is_no_store_none_is_made(params string[] command)
    {
        var (code, output, errors) = await SweeperCommandLine.Run([.. command, "--store", Store]);
        Assert.Equal(2, code);
        Assert.Equal("", output);
        Assert.Contains("--store", errors);
        Assert.False(Directory.Exists(Store));
    }

    [Fact]
    public async Task Gc_keeps_tickets_that_no_sweep_asks_for_until_it_is_told_not_to()
    {
        Stores.Write(Store, Stores.Sweep("small", Plans.Small, "one", "two"));
        WriteTickets(planned: true);
        WriteTickets(planned: false);
        var (code, output, _) = await SweeperCommandLine.Run("store", "gc", "--store", Store);
        Assert.Equal(0, code);
        Assert.Equal("freed 0 B in 0 files\n1 ticket (9 B) that no sweep asks for any more stay; --unplanned deletes them\n", output);
        (code, output, _) = await SweeperCommandLine.Run("store", "gc", "--unplanned", "--store", Store);
        Assert.Equal(0, code);
        Assert.Equal("freed 9 B in 1 file\n", output);
        using var store = SweepStore.OpenToRead(Store);
        Assert.Single(store.Results.Artifacts());
    }

    [Fact]
    public async Task Gc_deletes_no_ticket_where_it_cannot_tell_what_is_asked_for()
    {
        Stores.Write(Store, Stores.Sweep("small", Plans.With(("pruning:", "quantum: 3\npruning:")), "one", "two"));
        WriteTickets(planned: true);
        var (code, _, errors) = await SweeperCommandLine.Run("store", "gc", "--unplanned", "--store", Store);
        Assert.Equal(2, code);
        Assert.Contains("quantum", errors);
        Assert.Equal((0, "freed 0 B in 0 files\n", ""), await SweeperCommandLine.Run("store", "gc", "--store", Store));
        using var store = SweepStore.OpenToRead(Store);
        Assert.Single(store.Results.Artifacts());
    }

    [Fact]
    public async Task Results_of_a_store_come_in_every_format()
    {
        Stores.Write(Store, Stores.Sweep("small", Plans.Small, "one", "two"));
        Assert.Contains("2 missing", (await SweeperCommandLine.Run("results", "--store", Store)).Output);
        Assert.Equal(19, (await SweeperCommandLine.Run("results", "--store", Store, "--format", "csv")).Output.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task Claims_stand_under_the_table_and_alone()
    {
        const string Claim = "claims:\n  - {name: better, compare: {ticket: winning, source: one}, against: {ticket: random}, expect: higher}\n";
        Stores.Write(Store, Stores.Sweep("small", Plans.Small + Claim, "one", "two"));
        Assert.Contains("\n  undecided     better\n                higher: no value yet; n 0 of 2\n", (await SweeperCommandLine.Run("results", "--store", Store)).Output);
        var alone = (await SweeperCommandLine.Run("results", "--store", Store, "--claims")).Output;
        Assert.StartsWith("\nclaims: ", alone);
        Assert.DoesNotContain("95% interval", alone);
        var csv = (await SweeperCommandLine.Run("results", "--store", Store, "--claims", "--format", "csv")).Output.Split("\r\n");
        Assert.StartsWith("better,undecided,higher,,2,0,", csv[1]);
    }

    [Fact]
    public async Task Without_claims_the_list_of_them_is_empty_and_says_how_to_have_some()
    {
        Stores.Write(Store, Stores.Sweep("small", Plans.Small, "one", "two"));
        Assert.Equal((0, "", "sweep 'small' has no claims; add some under 'claims' in its file and run it again\n"), await SweeperCommandLine.Run("results", "--store", Store, "--claims"));
    }

    [Fact]
    public async Task A_sweep_in_a_store_that_this_version_does_not_read_exits_2()
    {
        Stores.Write(Store, Stores.Sweep("small", "name: [\u001b", "one"));
        var (code, output, errors) = await SweeperCommandLine.Run("results", "--store", Store);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("sweeper: sweep 'small' in the store is not one that this version reads: small:1:", errors);
        Assert.DoesNotContain('\u001b', errors);
    }

    public void Dispose() => _folder.Dispose();

    private Dictionary<StageKey, StageTrouble> Troubles()
    {
        using var store = SweepStore.OpenToRead(Store);
        return store.Results.Troubles();
    }

    // The weights that a stage of the small sweep leaves, or those of a rewind point that it has no more.
    private void WriteTickets(bool planned)
    {
        using var store = SweepStore.OpenForRun(Store, "test");
        var stage = Plans.Of(Plans.Small).Stages.First(stage => stage.Outputs.Rewinds.Length > 0);
        var key = planned ? stage.Outputs.Rewinds[0].Key : RewindOutput.KeyOf(stage.Key, 5);
        var bytes = planned ? "planned!"u8.ToArray() : "unplanned"u8.ToArray();
        var attempt = store.Results.NextAttempt();
        var digest = store.Blobs.Put(bytes);
        var result = new StageResult
        {
            Correct = 1,
            Total = 2,
            EpochLosses = [1],
            Masked = 0,
            Prunable = 1000,
            Steps = 20,
            Seconds = 1,
            FinalState = Digest.Of([]),
            Inputs = System.Collections.Immutable.ImmutableDictionary<ArtifactKey, Digest>.Empty,
            Artifacts = [new StoredArtifact(key, ArtifactKind.Weights, digest, bytes.Length)],
            Environment = new NumericEnvironment("cpu", "none", "none", 1, 1),
        };
        store.Results.Commit(
        [
            new StoreWrite.OpenAttempt(attempt, stage.Key, stage.Spec.CanonicalForm, "cpu:0", DateTimeOffset.UnixEpoch),
            new StoreWrite.CloseAttempt(attempt, stage.Key, new StageOutcome.Completed(result), DateTimeOffset.UnixEpoch),
        ]);
    }
}
