using System.Diagnostics;
using Sweeper.Actors.Results;
using Sweeper.Tests.Support;
using Sweeper.Training.Stages;
using static Sweeper.Actors.Tests.Results.StoreSamples;

namespace Sweeper.Actors.Tests.Results;

public sealed class SweepStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Folder => _folder["store"];

    private string Database => _folder["store", "results.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_there_in_the_next_run_under_the_same_id()
    {
        string id;
        using (var store = OpenForRun())
        {
            id = store.Id;
            store.Results.Commit([Open(1, 1), Complete(1, 1)]);
            Assert.True(store.CanWrite);
        }
        using var again = OpenForRun();
        Assert.Equal(id, again.Id);
        Assert.Single(again.Results.Results());
        Assert.Equal(new AttemptId(2), again.Results.NextAttempt());
    }

    [Fact]
    public void A_store_is_in_use_while_a_run_has_it_also_for_that_run_itself()
    {
        Assert.False(SweepStore.IsInUse(Folder));
        using (OpenForRun()) Assert.True(SweepStore.IsInUse(Folder));
        Assert.False(SweepStore.IsInUse(Folder));
    }

    [Fact]
    public void A_second_run_is_refused_and_told_who_runs()
    {
        var clock = new FixedClock(Noon);
        using (SweepStore.OpenForRun(Folder, "sweep quickstart", clock))
        {
            var message = Refusal(() => OpenForRun());
            Assert.Contains($"in use by process {Environment.ProcessId} of {Environment.UserName} on {Environment.MachineName}", message);
            Assert.Contains("(sweep quickstart, since 2026-05-01 12:00:00 UTC)", message);
            Assert.Contains("SIGTERM", message);
        }
        OpenForRun().Dispose();
    }

    [Fact]
    public void A_run_is_refused_while_another_process_holds_the_lock_and_not_after_it_was_killed()
    {
        OpenForRun().Dispose();
        using var other = Process.Start(new ProcessStartInfo("flock", ["-o", _folder["store", "lock"], "sh", "-c", "echo held; exec sleep 60"]) { RedirectStandardOutput = true })!;
        Assert.Equal("held", other.StandardOutput.ReadLine());
        Assert.Contains("in use by another process", Refusal(() => OpenForRun()));
        SweepStore.OpenToRead(Folder).Dispose();
        other.Kill(entireProcessTree: true);
        other.WaitForExit();
        OpenForRun().Dispose();
    }

    [Fact]
    public void Attempts_left_open_by_a_dead_process_are_crashes_and_its_half_written_files_go()
    {
        using (var store = OpenForRun())
        {
            store.Results.Commit([Open(1, 1), Open(2, 2), Open(3, 3), Complete(3, 3)]);
            store.Blobs.Put([1]);
        }
        File.WriteAllBytes(_folder["store", "blobs", "tmp", "half"], new byte[123]);
        using var next = OpenForRun();
        Assert.Equal(2, next.CrashedAttempts);
        Assert.Equal(123, next.LeftoverBytes);
        Assert.Equal(0, next.Blobs.TemporaryBytes);
        Assert.Equal([Stage(1), Stage(2)], next.Results.Troubles().Keys.OrderBy(key => key == Stage(2)));
        Assert.All(next.Results.Troubles().Values, trouble => Assert.Equal((1, 1, FailureCause.Crash), (trouble.Attempts, trouble.Crashes, trouble.Cause)));
    }

    [Fact]
    public void Attempts_of_nodes_stay_open_for_a_run_that_listens_to_them_and_are_held_against_nobody_by_one_that_does_not()
    {
        using (var store = OpenForRun()) store.Results.Commit([Open(1, 1), Open(2, 2) with { Trainer = "gpu-box:7001/cuda:0" }]);
        using (var listening = SweepStore.OpenForRun(Folder, "test", leaveHeld: true))
        {
            Assert.Equal(1, listening.CrashedAttempts);
            Assert.Equal([new HeldAttempt(new(2), Stage(2), "gpu-box:7001/cuda:0")], listening.Held);
        }
        using var deaf = OpenForRun();
        Assert.Empty(deaf.Held);
        Assert.Equal([Stage(1)], deaf.Results.Troubles().Keys);
        Assert.All(deaf.Results.HistoryOf(Stage(2)).Attempts, attempt => Assert.NotNull(attempt.ClosedAt));
    }

    [Fact]
    public void A_reader_works_beside_a_run_sees_what_it_commits_and_closes_nothing()
    {
        using var run = OpenForRun();
        using var reader = SweepStore.OpenToRead(Folder);
        Assert.False(reader.CanWrite);
        run.Results.Commit([Open(1, 1)]);
        Assert.Empty(reader.Results.Troubles());
        run.Results.Commit([Complete(1, 1)]);
        Assert.Single(reader.Results.Results());
        Assert.Throws<StoreException>(() => reader.Results.Commit([Open(2, 2)]));
    }

    [Fact]
    public void A_reader_leaves_a_store_at_rest_as_it_was()
    {
        OpenForRun().Dispose();
        var before = Files();
        using (var reader = SweepStore.OpenToRead(Folder)) Assert.Empty(reader.Results.Results());
        Assert.Equal(before, Files());
    }

    [Fact]
    public void A_run_ends_beside_a_reader_without_waiting_and_the_next_folds_the_log()
    {
        var run = OpenForRun();
        using (var reader = SweepStore.OpenToRead(Folder))
        {
            run.Results.Commit([Open(1, 1), Complete(1, 1)]);
            Assert.Single(reader.Results.Results());
            var clock = Stopwatch.StartNew();
            run.Dispose();
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
            Assert.Single(reader.Results.Results());
            using var next = OpenForRun();
            next.Results.Commit([Open(2, 2), Complete(2, 2)]);
            Assert.Equal(2, reader.Results.Results().Count);
        }
        OpenForRun().Dispose();
        Assert.Equal(["lock", "results.db"], Files().Select(file => file.Name));
    }

    [Fact]
    public void A_reader_of_a_store_at_rest_sees_what_a_later_run_commits()
    {
        OpenForRun().Dispose();
        using var reader = SweepStore.OpenToRead(Folder);
        Assert.Empty(reader.Results.Results());
        using var run = OpenForRun();
        run.Results.Commit([Open(1, 1), Complete(1, 1)]);
        Assert.Single(reader.Results.Results());
    }

    [Fact]
    public void A_store_on_a_read_only_disk_can_be_read_and_not_run_on()
    {
        using var disk = TinyDisk.Mount(kib: 2048);
        using (var store = SweepStore.OpenForRun(disk["a store?"], "test")) store.Results.Commit([Open(1, 1), Complete(1, 1)]);
        disk.MakeReadOnly();
        using (var reader = SweepStore.OpenToRead(disk["a store?"])) Assert.Single(reader.Results.Results());
        Assert.Contains("may not be written", Refusal(() => SweepStore.OpenForRun(disk["a store?"], "test")));
        Assert.Contains("may not be written", Refusal(() => SweepStore.OpenForRun(disk["new"], "test")));
    }

    [Theory]
    [InlineData("results.db")]
    [InlineData("results.db results.db-wal")]
    [InlineData("results.db results.db-wal results.db-shm")]
    public void A_copy_of_a_running_store_on_a_read_only_disk_shows_all_that_its_log_has(string files)
    {
        using var disk = TinyDisk.Mount(kib: 2048);
        using (var store = OpenForRun())
        {
            store.Results.Commit([Open(1, 1), Complete(1, 1)]);
            if (files == "results.db") RawDatabase.Scalar(Database, "PRAGMA wal_checkpoint(FULL)");
            Directory.CreateDirectory(disk["store"]);
            foreach (var file in files.Split(' ')) File.Copy(_folder["store", file], disk["store", file]);
        }
        disk.MakeReadOnly();
        using var reader = SweepStore.OpenToRead(disk["store"]);
        Assert.Single(reader.Results.Results());
    }

    [Fact]
    public void A_copy_taken_with_its_log_cut_at_any_byte_opens_with_the_old_or_the_new()
    {
        using var store = OpenForRun();
        store.Results.Commit([Open(1, 1), Complete(1, 1)]);
        var oldLength = new FileInfo(Database + "-wal").Length;
        store.Results.Commit([Open(2, 2), Complete(2, 2)]);
        File.Copy(Database, _folder["db"]);
        File.Copy(Database + "-wal", _folder["wal"]);
        var log = File.ReadAllBytes(_folder["wal"]);
        Assert.InRange(oldLength, 1, log.Length - 1);
        for (var cut = oldLength; cut < log.Length; cut += 997) Assert.Equal(1, ResultsWithLog(log.AsSpan(0, (int)cut)));
        Assert.Equal(1, ResultsWithLog(log.AsSpan(0, log.Length - 1)));
        Assert.Equal(2, ResultsWithLog(log));
        log[^100] ^= 1;
        Assert.Equal(1, ResultsWithLog(log));
    }

    [Fact]
    public void A_run_killed_while_it_made_the_store_leaves_one_that_the_next_makes()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(_folder["store", "lock"], "{\"pid\":");
        Assert.Contains("There is no store", Refusal(() => SweepStore.OpenToRead(Folder)));
        File.WriteAllText(Database, "");
        Assert.Contains("There is no store", Refusal(() => SweepStore.OpenToRead(Folder)));
        OpenForRun().Dispose();
        SweepStore.OpenToRead(Folder).Dispose();
    }

    private SweepStore OpenForRun() => SweepStore.OpenForRun(Folder, "test");

    private static string Refusal(Func<SweepStore> open) => Assert.Throws<StoreException>(() => open().Dispose()).Message;

    private List<(string Name, long Length, DateTime Written)> Files() =>
        [.. new DirectoryInfo(Folder).GetFiles().Select(file => (file.Name, file.Length, file.LastWriteTimeUtc)).Order()];

    private int ResultsWithLog(ReadOnlySpan<byte> log)
    {
        using var copy = new TestFolder();
        File.Copy(_folder["db"], copy["results.db"]);
        File.WriteAllBytes(copy["results.db-wal"], log);
        int read;
        using (var reader = SweepStore.OpenToRead(copy.Path)) read = reader.Results.Results().Count;
        using var run = SweepStore.OpenForRun(copy.Path, "test");
        Assert.Equal(read, run.Results.Results().Count);
        return read;
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
