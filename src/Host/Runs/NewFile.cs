using Sweeper.Training.Files;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Runs;

/// <summary>Writes files where users ask for them: whole or not at all, and never over another unless they say so.</summary>
internal static class NewFile
{
    /// <summary>Refuses a path that is taken, before work is done for it.</summary>
    /// <exception cref="UserException">Something is there, and it may not be overwritten, or is a folder or a device.</exception>
    public static void Check(string path, bool force)
    {
        // A rename over /dev/null would replace the device, for a user who may.
        if (path.Length == 0 || Directory.Exists(path) || Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal)) throw new UserException($"'{path}' is not the name of a file; --out needs one");
        if (!force && Path.Exists(path)) throw new UserException($"{path} is there already; --force overwrites it, or name another file with --out");
    }

    /// <summary>Writes a file durably; its folder is made where there is none.</summary>
    /// <exception cref="UserException">It cannot be written there.</exception>
    /// <exception cref="NoSpaceException">There is no room.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var full = Path.GetFullPath(path);
            var folder = Path.GetDirectoryName(full)!;
            DurableFile.CreateFolder(folder);
            DurableFile.Write(full, bytes, Path.Combine(folder, $".sweeper-{Guid.NewGuid():N}.tmp"));
        }
        catch (IOException full) when (DiskFaults.IsNoSpace(full))
        {
            throw new NoSpaceException($"{path} has no room for {ByteSize.Text(bytes.Length)}; nothing was written. Make room there, or name another file with --out.", full);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserException($"'{path}' cannot be written: {error.Message}");
        }
    }
}
