using System.Diagnostics;

namespace Sweeper.Tests.Support;

/// <summary>A file system of a test's own, of a few KiB: for disks that fill up or are read-only in earnest. Skips the test where mounting is not allowed.</summary>
internal sealed class TinyDisk : IDisposable
{
    private readonly TestFolder _folder = new();

    private TinyDisk()
    {
    }

    public string Path => _folder.Path;

    public string this[params string[] names] => _folder[names];

    public static TinyDisk Mount(int kib)
    {
        var disk = new TinyDisk();
        var fault = Run("mount", "-t", "tmpfs", "-o", $"size={kib}k", "tmpfs", disk.Path);
        if (fault is null) return disk;
        disk._folder.Dispose();
        Assert.Skip($"This test mounts a file system of {kib} KiB, which only root may: {fault}");
        return disk;
    }

    public void MakeReadOnly()
    {
        if (Run("mount", "-o", "remount,ro", Path) is { } fault) Assert.Fail(fault);
    }

    /// <summary>Fills the disk but for so many KiB.</summary>
    public string Fill(int leaveKiB)
    {
        var filler = this["filler"];
        File.WriteAllBytes(filler, new byte[new DriveInfo(Path).AvailableFreeSpace - leaveKiB * 1024]);
        return filler;
    }

    public void Dispose()
    {
        var fault = Run("umount", "--lazy", Path);
        _folder.Dispose();
        if (fault is not null) Assert.Fail(fault);
    }

    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{program} exited with {process.ExitCode}: {error.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
