namespace Sweeper.Training.Files;

/// <summary>What an error of the disk means, whichever call met it.</summary>
public static class DiskFaults
{
    /// <summary>Whether there was no room: the disk is full, or the user's quota is.</summary>
    public static bool IsNoSpace(Exception exception) =>
        exception is IOException && IsNoSpace(exception.HResult);

    /// <summary>Whether an errno means that there was no room.</summary>
    public static bool IsNoSpace(int errno) => errno == LibC.NoSpace || errno == LibC.OverQuota;

    /// <summary>Whether writing is not allowed: by permission, or because the file system is mounted read-only.</summary>
    public static bool IsReadOnly(Exception exception) =>
        exception is UnauthorizedAccessException || (exception is IOException && exception.HResult is LibC.ReadOnlyFileSystem or LibC.NoPermission);
}
