namespace Sweeper.Training.Files;

/// <summary>Files that appear whole or not at all, and are there after a power cut.</summary>
public static class DurableFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a file anew, or in place of another: temporary file, flush, rename, flush of the folder.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="bytes">What it shall hold.</param>
    /// <param name="temporary">The temporary file's path, on the same file system; it is gone afterwards, whatever happens.</param>
    /// <exception cref="IOException">The disk refused; nothing was changed.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes, string temporary)
    {
        try
        {
            using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                RandomAccess.Write(file, bytes, 0);
                RandomAccess.FlushToDisk(file);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>The same for what is too large to be in memory, or not known before.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="write">Writes what it shall hold; what it throws leaves everything as it was.</param>
    /// <param name="temporary">The temporary file's path, on the same file system; it is gone afterwards, whatever happens.</param>
    public static void Write(string path, Action<Stream> write, string temporary)
    {
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Writes a file that only its user may read, from its first byte on (mode 0600).</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="bytes">What it shall hold.</param>
    /// <param name="temporary">The temporary file's path, on the same file system; it is gone afterwards, whatever happens.</param>
    /// <param name="overwrite">Whether it may take another's place.</param>
    /// <returns>Whether it was written; false where something was there, which stays as it was. Of several processes that make one at once, one does.</returns>
    /// <exception cref="IOException">The disk refused; nothing was changed.</exception>
    public static bool WriteSecret(string path, ReadOnlySpan<byte> bytes, string temporary, bool overwrite)
    {
        bool isMade;
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, UnixCreateMode = OwnerOnly };
            using (var file = new FileStream(temporary, options))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }
            if (overwrite) File.Move(temporary, path, overwrite: true);
            isMade = overwrite || LibC.MoveNew(temporary, path);
        }
        finally
        {
            File.Delete(temporary);
        }
        FlushFolder(Path.GetDirectoryName(path)!);
        return isMade;
    }

    /// <summary>Makes what a file holds, and its name, durable.</summary>
    public static void Flush(string path)
    {
        using (var file = LibC.Open(path, LibC.ReadOnly)) LibC.Flush(file, path);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes the names in a folder durable: a rename is not, until then.</summary>
    public static void FlushFolder(string folder)
    {
        using var handle = LibC.Open(folder, LibC.ReadOnly);
        LibC.Flush(handle, folder);
    }

    /// <summary>Makes a folder and those above it, and their names durable.</summary>
    public static void CreateFolder(string folder)
    {
        var full = Path.GetFullPath(folder);
        if (Directory.Exists(full)) return;
        var parent = Path.GetDirectoryName(full)!;
        CreateFolder(parent);
        Directory.CreateDirectory(full);
        FlushFolder(parent);
    }
}
