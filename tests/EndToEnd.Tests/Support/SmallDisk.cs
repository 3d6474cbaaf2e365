using System.Diagnostics;

namespace Sweeper.EndToEnd.Tests.Support;

/// <summary>A file system of a few megabytes in memory; tests that need one skip aloud where mounting is not allowed.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    public static SmallDisk Mount(Workplace place, string size)
    {
        var folder = Directory.CreateDirectory(Path.Combine(place.Folder, "disk")).FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder) != 0) Assert.Skip("mounting a small file system needs root");
        return new SmallDisk(folder);
    }

    public void Remount(string options) => Assert.Equal(0, Run("mount", "-o", $"remount,{options}", Folder));

    public void Dispose() => Run("umount", "-l", Folder);

    private static int Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
