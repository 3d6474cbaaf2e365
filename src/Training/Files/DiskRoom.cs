namespace Sweeper.Training.Files;

/// <summary>The room on a disk.</summary>
/// <param name="Free">Bytes that this user may still write; a quota does not show here.</param>
/// <param name="Total">Bytes of the whole file system.</param>
public readonly record struct DiskRoom(long Free, long Total)
{
    /// <summary>The room on the disk of a folder, which need not exist yet.</summary>
    /// <exception cref="IOException">The disk does not answer.</exception>
    public static DiskRoom Of(string folder)
    {
        var existing = Path.GetFullPath(folder);
        while (!Directory.Exists(existing)) existing = Path.GetDirectoryName(existing)!;
        var drive = new DriveInfo(existing);
        return new(drive.AvailableFreeSpace, drive.TotalSize);
    }
}
