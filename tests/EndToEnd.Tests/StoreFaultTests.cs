using Microsoft.Data.Sqlite;
using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.EndToEnd.Tests;

public class StoreFaultTests : IDisposable
{
    private const int SigInt = 2;

    private readonly Workplace _place = new();

    [Fact]
    public void A_store_in_use_is_refused_with_the_name_of_its_user()
    {
        using var first = _place.Start("run", _place.Sweep(epochs: 20_000), "--store", _place.Store);
        first.WaitUntil("it runs", () => first.Errors.Contains("to run on", StringComparison.Ordinal));
        var second = _place.Run("run", _place.Sweep(), "--store", _place.Store).Expect(2);
        Assert.Contains($"process {first.Id}", second.Errors);
        Assert.Contains("sweep test", second.Errors);
        Assert.Contains("--store", second.Errors);
        // Reading goes on beside it.
        Assert.Contains("missing", _place.Results(_place.Store));
        first.Signal(SigInt);
        first.WaitForExit().Expect(130);
    }

    [Fact]
    public void A_full_disk_stops_the_run_with_the_remedy_and_loses_nothing()
    {
        using var disk = SmallDisk.Mount(_place, "2m");
        var store = Path.Combine(disk.Folder, "store");
        var sweep = _place.Sweep(seeds: "4");
        var stopped = _place.Run("run", sweep, "--store", store).Expect(1);
        Assert.Contains("stopped:", stopped.Errors);
        Assert.Contains(disk.Folder, stopped.Errors);
        Assert.Contains("goes on where this stopped", stopped.Errors);
        disk.Remount("size=100m");
        _place.Run("run", sweep, "--store", store).Expect(0);
        Assert.Equal(Undisturbed.Of(_place, sweep).Results, _place.Results(store));
    }

    [Fact]
    public void A_disk_that_fills_in_the_middle_of_a_run_stops_it_and_loses_nothing()
    {
        using var disk = SmallDisk.Mount(_place, "100m");
        var store = Path.Combine(disk.Folder, "store");
        var sweep = _place.Sweep(epochs: 40);
        using (var command = _place.Start("run", sweep, "--store", store))
        {
            command.WaitUntil("a training has finished", () => command.Errors.Contains("seed ", StringComparison.Ordinal));
            var filler = Path.Combine(disk.Folder, "filler");
            using (var file = File.Create(filler))
            {
                try
                {
                    var block = new byte[4096];
                    while (true)
                    {
                        file.Write(block);
                        file.Flush();
                    }
                }
                catch (IOException)
                {
                    // Full now.
                }
            }
            Assert.Contains("stopped:", command.WaitForExit().Expect(1).Errors);
            File.Delete(filler);
        }
        _place.Run("run", sweep, "--store", store).Expect(0);
        Assert.Equal(Undisturbed.Of(_place, sweep).Results, _place.Results(store));
    }

    [Fact]
    public void A_read_only_store_can_be_read_but_not_run()
    {
        using var disk = SmallDisk.Mount(_place, "100m");
        var store = Path.Combine(disk.Folder, "store");
        _place.MakeFinishedStore(store);
        disk.Remount("ro");
        Assert.Contains("may not be written", _place.Run("run", _place.Sweep(), "--store", store).Expect(2).Errors);
        Assert.Contains("\"state\": \"done\"", _place.Results(store));
    }

    [Fact]
    public void A_store_of_a_newer_version_is_refused()
    {
        _place.MakeFinishedStore();
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_place.Store, "results.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "pragma user_version = 999";
            command.ExecuteNonQuery();
        }
        foreach (var arguments in (string[][])[["run", _place.Sweep()], ["results"]])
        {
            var refused = _place.Run([.. arguments, "--store", _place.Store]).Expect(2);
            Assert.Contains("999", refused.Errors);
        }
    }

    [Fact]
    public void A_folder_that_is_no_store_is_left_alone()
    {
        Directory.CreateDirectory(_place.Store);
        File.WriteAllText(Path.Combine(_place.Store, "thesis.tex"), "years of work");
        Assert.Contains(_place.Store, _place.Run("run", _place.Sweep(), "--store", _place.Store).Expect(2).Errors);
        Assert.Equal(["thesis.tex"], Directory.EnumerateFileSystemEntries(_place.Store).Select(Path.GetFileName));
    }

    public void Dispose() => _place.Dispose();
}
