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
            var (full, temporary) = Prepare(path);
            DurableFile.Write(full, bytes, temporary);
        }
        catch (Exception error) when (Readable(path, error, $" for {ByteSize.Text(bytes.Length)}") is { } readable)
        {
            throw readable;
        }
    }

    /// <summary>The same for what is too large to be in memory.</summary>
    /// <exception cref="UserException">It cannot be written there.</exception>
    /// <exception cref="NoSpaceException">There is no room.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            var (full, temporary) = Prepare(path);
            DurableFile.Write(full, write, temporary);
        }
        catch (Exception error) when (Readable(path, error, "") is { } readable)
        {
            throw readable;
        }
    }

    private static (string Full, string Temporary) Prepare(string path)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        DurableFile.CreateFolder(folder);
        return (full, Path.Combine(folder, $".sweeper-{Guid.NewGuid():N}.tmp"));
    }

    // Null where the disk is not at fault.
    private static Exception? Readable(string path, Exception error, string size) => error switch
    {
        IOException full when DiskFaults.IsNoSpace(full) => new NoSpaceException($"{path} has no room{size}; nothing was written. Make room there, or name another file with --out.", full),
        IOException or UnauthorizedAccessException or ArgumentException => new UserException($"'{path}' cannot be written: {error.Message}"),
        _ => null,
    };
}
