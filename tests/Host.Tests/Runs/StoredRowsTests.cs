using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Results;
using Sweeper.Host.Output;
using Sweeper.Host.Runs;
using Sweeper.Host.Tests.Support;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Runs;

public class StoredRowsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Store => _folder["my store"];

    [Fact]
    public void Rows_are_those_that_the_stored_spec_asks_for_and_need_no_data()
    {
        Stores.Write(Store, Stores.Sweep("small", Plans.Small, "one", "two"));
        var stored = StoredRows.Read(Store, null);
        Assert.Empty(stored.Notes);
        Assert.Equal(9, stored.Groups.Count);
        Assert.All(stored.Of(stored.Groups).SelectMany(row => row.Seeds), seed => Assert.Equal(CellState.Missing, seed.State));
    }

    [Fact]
    public void Stages_have_the_keys_of_the_run_though_their_data_is_gone()
    {
        Stores.Write(Store, Stores.Sweep("small", Plans.Small, "one", "two"));
        Assert.Equal(RowOrder.Sort(Rows.Of(Plans.Of(Plans.Small))).SelectMany(row => row.Seeds).Select(seed => seed.Stage), Read("small").SelectMany(row => row.Seeds).Select(seed => seed.Stage));
    }

    [Fact]
    public void Failures_show_as_the_run_showed_them()
    {
        Stores.WriteFailed(Store, 1);
        Assert.Contains(Read(null).SelectMany(row => row.Seeds), seed => seed.State == CellState.Nan);
    }

    [Fact]
    public void Results_of_several_numeric_environments_say_so()
    {
        Stores.WriteResults(Store, "an old CPU", "a new CPU", "an old CPU");
        Assert.Equal(
            [
                "these results come from 2 numeric environments, which may differ in the last digits:",
                "  2 trainings: cpu, an old CPU, libtorch 2.10, 1 thread, pack 1",
                "  1 training: cpu, a new CPU, libtorch 2.10, 1 thread, pack 1",
            ],
            StoredRows.Read(Store, null).Notes);
    }

    [Fact]
    public void Of_several_sweeps_one_must_be_named()
    {
        Stores.Write(Store, Stores.Sweep("small", Plans.Small, "one", "two"), Stores.Sweep("other", Plans.With(("name: small", "name: other"), ("seeds: 2", "seeds: 5")), "one", "two"));
        Assert.Equal($"the store {Store} has several sweeps; name one with --sweep: other, small", Refusal(null));
        Assert.Equal(5, Read("other")[0].Wanted);
        Assert.Equal($"the store {Store} has no sweep 'smal'; it has: other, small", Refusal("smal"));
    }

    [Fact]
    public void A_store_without_a_sweep_says_how_to_add_one()
    {
        Stores.Write(Store);
        Assert.Equal($"the store {Store} has no sweep yet; `sweeper run SPEC --store '{Store}'` adds one", Refusal(null));
    }

    [Fact]
    public void A_sweep_that_this_version_does_not_read_is_refused_by_name_and_place()
    {
        Stores.Write(Store, Stores.Sweep("small", Plans.With(("pruning:", "quantum: 3\npruning:")), "one", "two"));
        Assert.Matches(@"^sweep 'small' in the store is not one that this version reads: small:9:1: .*quantum", Refusal(null));
    }

    [Fact]
    public void A_sweep_that_this_version_cannot_plan_is_refused_and_not_shown_empty()
    {
        Stores.Write(Store, Stores.Sweep("small", Plans.With(("rounds: 2", "rounds: 200")), "one", "two"));
        Assert.StartsWith("sweep 'small' in the store cannot be planned by this version: pruning.rounds: 200 rounds of 0.2 leave no weight", Refusal(null));
    }

    [Fact]
    public void Where_there_is_no_store_it_says_how_to_make_one() =>
        Assert.Contains("There is no store at", Assert.Throws<StoreException>(() => StoredRows.Read(Store, null)).Message);

    public void Dispose() => _folder.Dispose();

    private List<ResultGroup> Read(string? name)
    {
        var stored = StoredRows.Read(Store, name);
        return [.. stored.Of(stored.Groups)];
    }

    private string Refusal(string? name) => Assert.Throws<UserException>(() => StoredRows.Read(Store, name)).Message;
}
