using Sweeper.Actors.Results;
using Sweeper.Actors.Results.Postgres;
using static Sweeper.Actors.Tests.Results.StoreSamples;

namespace Sweeper.Actors.Tests.Results.Postgres;

/// <summary>A folder and its database in PostgreSQL.</summary>
public sealed class PostgresStoreTests : IDisposable
{
    private readonly PostgresPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_folder_remembers_where_its_results_are()
    {
        using (var store = _place.OpenForRun()) store.Results.Commit([Open(1, 1), Complete(1, 1)]);
        using (var reader = SweepStore.OpenToRead(_place.StoreFolder())) Assert.Single(reader.Results.Results());
        using var again = SweepStore.OpenForRun(_place.StoreFolder(), "store gc");
        Assert.Single(again.Results.Results());
        Assert.False(File.Exists(Path.Combine(_place.StoreFolder(), "results.db")));
    }

    [Fact]
    public void A_value_that_is_missing_in_the_first_rows_may_be_there_in_others()
    {
        _place.OpenForRun().Dispose();
        // Without patience, so that no second try hides a refusal.
        using var results = new ResultStore(PostgresDatabase.OpenToWrite(_place.Address, term: 1, TimeSpan.Zero, _ => { }), canWrite: true);
        results.Commit([Open(1, 1)]);
        // Of odd epochs nothing was counted.
        foreach (var epoch in (int[])[1, 3, 5, 2, 7, 4]) results.Commit([Epochs(1, epoch)]);
        Assert.Equal([null, 90, null, 90, null, null], Assert.Single(results.HistoryOf(Stage(1)).Attempts).Epochs.Select(epoch => epoch.Correct));
    }

    [Fact]
    public void Two_folders_may_go_with_one_database()
    {
        using (var store = _place.OpenForRun()) store.Results.Commit([Open(1, 1), Complete(1, 1)]);
        using var other = SweepStore.OpenForRun(_place.StoreFolder("other"), "test", database: _place.Address);
        Assert.Single(other.Results.Results());
    }

    [Fact]
    public void A_folder_that_goes_with_another_database_is_refused_and_nothing_is_changed()
    {
        _place.OpenForRun().Dispose();
        using var other = new PostgresPlace();
        using (var elsewhere = other.OpenForRun()) elsewhere.Results.Commit([Open(1, 1)]);
        Assert.Contains("goes with another database", Assert.Throws<StoreException>(() => SweepStore.OpenForRun(_place.StoreFolder(), "test", database: other.Address)).Message);
        Assert.Equal(0, other.Scalar("SELECT count(*) FROM term WHERE is_held"));
        Assert.Equal(1, other.Scalar("SELECT count(*) FROM attempts WHERE closed_at IS NULL"));
    }

    [Fact]
    public void A_folder_with_results_of_its_own_is_not_taken_to_PostgreSQL_in_silence()
    {
        SweepStore.OpenForRun(_place.StoreFolder(), "test").Dispose();
        Assert.Contains("results.db", Assert.Throws<StoreException>(() => _place.OpenForRun()).Message);
    }

    [Fact]
    public void Attempts_of_a_dead_coordinators_own_trainers_are_closed_and_those_of_nodes_stay_for_who_listens()
    {
        using (var store = _place.OpenForRun())
            store.Results.Commit([Open(1, 1), Open(2, 2) with { Trainer = "node/cpu:0" }]);
        using (var next = SweepStore.WaitForTurn(_place.StoreFolder(), "test", _place.Address, _ => { }, CancellationToken.None))
        {
            Assert.Equal(1, next.CrashedAttempts);
            Assert.Equal(new HeldAttempt(new(2), Stage(2), "node/cpu:0"), Assert.Single(next.Held));
        }
        using var alone = _place.OpenForRun();
        Assert.Empty(alone.Held);
    }

    [Fact]
    public void A_database_without_tables_is_no_store_to_read()
    {
        Assert.Contains("--results-db", Assert.Throws<StoreException>(() => PostgresDatabase.OpenToRead(_place.Address)).Message);
    }

    [Fact]
    public void Tables_of_a_newer_Sweeper_are_refused()
    {
        _place.OpenForRun().Dispose();
        _place.Scalar("UPDATE format SET version = 99 RETURNING version");
        Assert.Contains("format 99", Assert.Throws<StoreException>(() => _place.OpenToRead()).Message);
        Assert.Contains("format 99", Assert.Throws<StoreException>(() => _place.OpenForRun()).Message);
    }

    [Fact]
    public void A_database_that_is_not_there_is_named_with_the_remedy()
    {
        var text = File.ReadAllText(_place.AddressFile);
        File.WriteAllText(_place.AddressFile, text[..text.IndexOf("Database=", StringComparison.Ordinal)] + "Database=nowhere");
        Assert.Contains("createdb", Assert.Throws<StoreException>(() => SweepStore.OpenForRun(_place.StoreFolder(), "test", database: PostgresAddress.FromFile(_place.AddressFile))).Message);
    }

    [Theory]
    [InlineData("nfs", true)]
    [InlineData("LUSTRE", true)]
    [InlineData("ext4", false)]
    [InlineData("tmpfs", false)]
    public void A_file_system_of_a_network_is_no_place_for_SQLite(string kind, bool isRefused)
    {
        var refusal = Record.Exception(() => NetworkFolder.RefuseDatabase(_place.StoreFolder("new/er"), _ => kind));
        Assert.Equal(isRefused, refusal is StoreException said && said.Message.Contains("--results-db @FILE", StringComparison.Ordinal));
    }
}
