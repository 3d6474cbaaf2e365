using Sweeper.Actors.Results;
using Sweeper.Tests.Support;
using static Sweeper.Actors.Tests.Results.StoreSamples;

namespace Sweeper.Actors.Tests.Results;

public sealed class SweepStoreRefusalTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Folder => _folder["store"];

    private string Database => _folder["store", "results.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_store_is_named_with_how_to_make_one_and_not_made()
    {
        var message = Refusal(() => SweepStore.OpenToRead(Folder));
        Assert.Contains(Folder, message);
        Assert.Contains("sweeper run", message);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void A_file_is_no_store()
    {
        File.WriteAllText(Folder, "");
        Assert.Contains("is a file", Refusal(() => OpenForRun()));
        Assert.Contains("is a file", Refusal(() => SweepStore.OpenToRead(Folder)));
    }

    [Fact]
    public void A_folder_with_other_things_is_no_store_and_stays_as_it_was()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(_folder["store", "thesis.tex"], "");
        Assert.Contains("but thesis.tex", Refusal(() => OpenForRun()));
        Assert.Contains("not a store", Refusal(() => SweepStore.OpenToRead(Folder)));
        Assert.Equal("thesis.tex", Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(Folder))));
    }

    [Fact]
    public void A_store_without_its_database_is_not_silently_begun_anew()
    {
        using (var store = OpenForRun()) store.Blobs.Put([1]);
        File.Delete(Database);
        Assert.Contains("has lost its results.db", Refusal(() => OpenForRun()));
        Assert.Contains("has lost its results.db", Refusal(() => SweepStore.OpenToRead(Folder)));
    }

    [Fact]
    public void A_store_of_a_newer_version_is_refused_with_both_versions()
    {
        OpenForRun().Dispose();
        RawDatabase.Scalar(Database, "PRAGMA user_version = 5");
        foreach (var message in new[] { Refusal(() => OpenForRun()), Refusal(() => SweepStore.OpenToRead(Folder)) })
        {
            Assert.Contains("has store format 5; this Sweeper knows formats up to 4", message);
            Assert.Contains("or a newer one", message);
        }
    }

    [Fact]
    public void A_database_of_another_program_is_no_store()
    {
        Directory.CreateDirectory(Folder);
        RawDatabase.Scalar(Database, "CREATE TABLE t (x)");
        Assert.Contains("another program", Refusal(() => OpenForRun()));
        Assert.Contains("another program", Refusal(() => SweepStore.OpenToRead(Folder)));
    }

    [Theory]
    [InlineData(0, 100, "overwritten header")]
    [InlineData(100, 4000, "overwritten schema")]
    public void A_damaged_database_is_refused_with_the_remedy(int from, int length, string what)
    {
        OpenForRun().Dispose();
        using (var file = File.OpenWrite(Database))
        {
            file.Position = from;
            file.Write(Enumerable.Repeat((byte)0x5a, length).ToArray());
        }
        foreach (var message in new[] { Refusal(() => OpenForRun()), Refusal(() => SweepStore.OpenToRead(Folder)) })
            Assert.True(message.Contains("is damaged") && message.Contains("Restore it from a copy"), $"{what}: {message}");
    }

    [Fact]
    public void A_truncated_database_is_refused_and_damage_in_its_middle_found_when_it_is_read()
    {
        using (var store = OpenForRun())
        {
            for (var i = 1; i <= 300; i++) store.Results.Commit([Open(i, i), Complete(i, i)]);
        }
        var bytes = File.ReadAllBytes(Database);
        File.WriteAllBytes(Database, bytes[..(bytes.Length / 2)]);
        Assert.Contains("is damaged", Refusal(() => SweepStore.OpenToRead(Folder)));
        bytes.AsSpan(bytes.Length / 2).Fill(0x5a);
        File.WriteAllBytes(Database, bytes);
        using var damaged = SweepStore.OpenToRead(Folder);
        Assert.Contains("is damaged", Assert.Throws<StoreException>(() => damaged.Results.Results()).Message);
    }

    private SweepStore OpenForRun() => SweepStore.OpenForRun(Folder, "test");

    private static string Refusal(Func<SweepStore> open) => Assert.Throws<StoreException>(() => open().Dispose()).Message;
}
