using Sweeper.Training.Files;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Datasets.Fetching;

/// <summary>What is said where the disk has no room for a download.</summary>
internal static class FullDisk
{
    /// <summary>The error for something that does not fit on the disk of a folder.</summary>
    public static NoSpaceException For(string what, string folder, Exception? inner = null, long? free = null) => new(
        $"{folder} has no room for {what}: {ByteSize.Text(free ?? DiskRoom.Of(folder).Free)} are left on its disk, or the quota is used up. " +
        "Make room there, or name a cache on another disk with XDG_CACHE_HOME, and fetch again: what was downloaded is kept.", inner);
}
