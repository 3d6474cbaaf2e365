using CsCheck;
using Sweeper.Actors.Results;
using Sweeper.Tests.Support;
using Sweeper.Training.Files;

namespace Sweeper.Actors.Tests.Results;

public sealed class DiskGuardTests
{
    private const long MiB = 1 << 20;

    [Fact]
    public void Work_starts_while_all_that_runs_and_the_reserve_still_fit()
    {
        var free = 400 * MiB;
        var guard = new DiskGuard("/s", () => new(free, 10_000 * MiB));
        Assert.Null(guard.Refusal(inFlightBytes: 100 * MiB, nextBytes: 44 * MiB));
        free -= 1;
        Assert.NotNull(guard.Refusal(inFlightBytes: 100 * MiB, nextBytes: 44 * MiB));
    }

    [Fact]
    public void The_refusal_names_folder_room_need_and_remedy()
    {
        var refusal = DiskGuard.Refusal("/data/store", free: 300 * MiB, inFlightBytes: 100 * MiB, nextBytes: 50 * MiB, reserve: 256 * MiB);
        Assert.Equal(
            "/data/store has 300 MiB left on its disk, and 406 MiB are needed to go on (100 MiB for trainings under way, 50 MiB for the next, " +
            "256 MiB in reserve). Make room there; `sweeper store gc --store /data/store` frees what no sweep needs.",
            refusal);
    }

    [Fact]
    public void More_room_or_less_work_never_turns_yes_into_no() =>
        Gen.Select(Gen.Long[0, 1L << 50], Gen.Long[0, 1L << 40], Gen.Long[0, 1L << 40], Gen.Long[0, 1L << 30]).Sample((free, inFlight, next, less) =>
        {
            if (DiskGuard.Refusal("/s", free, inFlight, next, 256 * MiB) is not null) return;
            Assert.Null(DiskGuard.Refusal("/s", free + less, inFlight, next, 256 * MiB));
            Assert.Null(DiskGuard.Refusal("/s", free, inFlight - Math.Min(inFlight, less), next, 256 * MiB));
        });

    [Theory]
    [InlineData(1L << 50, 256)]
    [InlineData(1000 * MiB, 50)]
    public void The_reserve_is_256_MiB_or_a_twentieth_of_a_small_disk(long total, long mebibytes) =>
        Assert.Equal(mebibytes * MiB, DiskGuard.DefaultReserve(new DiskRoom(0, total)));

    [Fact]
    public void The_room_is_that_of_the_folders_disk_also_before_the_folder_is_made()
    {
        using var disk = TinyDisk.Mount(kib: 1024);
        Assert.InRange(DiskRoom.Of(disk["not", "yet"]).Free, 900 * 1024, 1024 * 1024);
        var guard = new DiskGuard(disk["not", "yet"]);
        Assert.Null(guard.Refusal(0, 900 * 1024));
        disk.Fill(leaveKiB: 100);
        Assert.NotNull(guard.Refusal(0, 80 * 1024));
    }
}
