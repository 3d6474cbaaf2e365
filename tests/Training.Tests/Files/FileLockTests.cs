using System.Diagnostics;
using System.Runtime.InteropServices;
using Sweeper.Tests.Support;
using Sweeper.Training.Files;

namespace Sweeper.Training.Tests.Files;

public sealed partial class FileLockTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string File => _folder["lock"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_holds_it_and_the_other_reads_who()
    {
        using (Take("me"))
        {
            Assert.Null(FileLock.TryTake(File, "you", out var holder));
            Assert.Equal("me", holder);
            Assert.False(FlockTakesIt());
        }
        Assert.Equal("", System.IO.File.ReadAllText(File));
        Assert.True(FlockTakesIt());
        Take("you").Dispose();
    }

    [Fact]
    public void Another_process_holds_it_until_it_is_killed()
    {
        // -o: only flock itself holds the lock, as a killed run would, not its child.
        using var other = Process.Start(new ProcessStartInfo("flock", ["-o", File, "sh", "-c", "echo held; exec sleep 60"]) { RedirectStandardOutput = true })!;
        Assert.Equal("held", other.StandardOutput.ReadLine());
        Assert.Null(FileLock.TryTake(File, "me", out _));
        other.Kill(entireProcessTree: true);
        other.WaitForExit();
        Take("me").Dispose();
    }

    [Fact]
    public void It_is_free_once_released_whatever_copies_of_its_handle_a_child_has_before_its_exec()
    {
        int copy;
        using (Take("parent"))
        {
            var handle = int.Parse(Path.GetFileName(Directory.GetFiles("/proc/self/fd").Single(fd => new FileInfo(fd).LinkTarget == File)));
            copy = Duplicate(handle);
            Assert.True(copy >= 0);
        }
        Take("next").Dispose();
        _ = Close(copy);
    }

    [Fact]
    public void A_child_process_does_not_inherit_it()
    {
        Process child;
        using (Take("parent")) child = Process.Start("sleep", "60");
        Take("next").Dispose();
        child.Kill();
        child.WaitForExit();
        child.Dispose();
    }

    [Fact]
    public void A_file_left_by_a_killed_process_is_no_lock_and_its_note_goes()
    {
        System.IO.File.WriteAllText(File, "a note longer than the next one");
        using var taken = Take("next");
        Assert.Null(FileLock.TryTake(File, "", out var holder));
        Assert.Equal("next", holder);
    }

    [Fact]
    public void A_full_disk_does_not_keep_it_from_being_taken()
    {
        using var disk = TinyDisk.Mount(kib: 16);
        System.IO.File.WriteAllText(disk["lock"], "");
        disk.Fill(leaveKiB: 0);
        using var taken = FileLock.TryTake(disk["lock"], "me", out _);
        Assert.NotNull(taken);
    }

    [Fact]
    public void A_read_only_disk_is_told_from_a_held_lock()
    {
        using var disk = TinyDisk.Mount(kib: 16);
        System.IO.File.WriteAllText(disk["lock"], "");
        disk.MakeReadOnly();
        var refused = Assert.ThrowsAny<Exception>(() => FileLock.TryTake(disk["lock"], "me", out _));
        Assert.True(DiskFaults.IsReadOnly(refused));
    }

    private FileLock Take(string note)
    {
        var taken = FileLock.TryTake(File, note, out _);
        Assert.NotNull(taken);
        return taken;
    }

    private bool FlockTakesIt()
    {
        using var flock = Process.Start("flock", ["-n", File, "true"]);
        flock.WaitForExit();
        return flock.ExitCode == 0;
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
