using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Sweeper.Training.Files;

/// <summary>
/// An exclusive lock on a file (flock), held until disposal or the process's end, however that comes.
/// The file holds a note on who has the lock; it is never deleted, since another process may be about to lock it.
/// </summary>
public sealed class FileLock : IDisposable
{
    private const int LongestNote = 4096;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly SafeFileHandle _handle;

    private FileLock(SafeFileHandle handle) => _handle = handle;

    /// <summary>Takes the lock, making the file where there is none; null when it is held.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="note">What others shall read while it is held.</param>
    /// <param name="holder">The note of whoever holds it; empty where it is not to be read.</param>
    /// <exception cref="IOException">The file cannot be made or opened, or the file system has no locks.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing here is not allowed.</exception>
    public static FileLock? TryTake(string path, string note, out string holder)
    {
        holder = "";
        Make(path);
        var handle = LibC.Open(path, LibC.ReadWrite);
        try
        {
            if (LibC.Lock(handle, LibC.LockExclusive | LibC.LockNonBlocking) == 0)
            {
                WriteNote(handle, note);
                return new FileLock(handle);
            }
            var failure = LibC.Failure("locked", path);
            if (failure.HResult != LibC.WouldBlock) throw failure;
            holder = ReadNote(handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
        handle.Dispose();
        return null;
    }

    /// <summary>The note in a lock's file, without a lock: .NET's own streams ask for one, which would meet the one whose note this is.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">Reading here is not allowed.</exception>
    public static string NoteOf(string path)
    {
        using var handle = LibC.Open(path, LibC.ReadOnly);
        return ReadNote(handle);
    }

    /// <summary>Waits for the lock and takes it.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="note">What others shall read while it is held.</param>
    /// <param name="waiting">Called once where another process holds the lock.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="IOException">The file cannot be made or opened, or the file system has no locks.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing here is not allowed.</exception>
    public static FileLock Take(string path, string note, Action waiting, CancellationToken cancel)
    {
        for (var told = false; ; told = true)
        {
            if (TryTake(path, note, out _) is { } taken) return taken;
            if (!told) waiting();
            cancel.WaitHandle.WaitOne(Pause);
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Releases the lock and empties the note.</summary>
    public void Dispose()
    {
        if (_handle.IsClosed) return;
        using (_handle)
        {
            RandomAccess.SetLength(_handle, 0);
            // Closing alone is not enough: a child process has a copy of the handle from its fork until its exec, and the lock is held as long as any is open.
            LibC.Lock(_handle, LibC.Unlock);
        }
    }

    private static void Make(string path)
    {
        if (File.Exists(path)) return;
        try
        {
            File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made it in this moment.
        }
    }

    private static void WriteNote(SafeFileHandle handle, string note)
    {
        try
        {
            RandomAccess.SetLength(handle, 0);
            RandomAccess.Write(handle, Encoding.UTF8.GetBytes(note), 0);
        }
        catch (IOException failure) when (DiskFaults.IsNoSpace(failure))
        {
            // The note is for people only, and a full disk must not keep them from collecting garbage.
        }
    }

    private static string ReadNote(SafeFileHandle handle)
    {
        var bytes = new byte[LongestNote];
        return Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(handle, bytes, 0));
    }
}
