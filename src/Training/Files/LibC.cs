using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sweeper.Training.Files;

/// <summary>
/// The calls of the C library that .NET has no equal of: flushing a folder, where a path really leads, and a
/// file lock that is certain (.NET's own ignores file systems without locks, and keeps others from reading who holds it).
/// </summary>
internal static partial class LibC
{
    public const int ReadOnly = 0;
    public const int ReadWrite = 2;
    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const int Unlock = 8;

    /// <summary>EAGAIN: somebody else holds the lock.</summary>
    public static readonly int WouldBlock = OperatingSystem.IsMacOS() ? 35 : 11;

    /// <summary>EDQUOT: the user's quota is used up.</summary>
    public static readonly int OverQuota = OperatingSystem.IsMacOS() ? 69 : 122;

    /// <summary>ENOSPC.</summary>
    public const int NoSpace = 28;

    /// <summary>EACCES.</summary>
    public const int NoPermission = 13;

    /// <summary>EEXIST.</summary>
    private const int Exists = 17;

    /// <summary>EINVAL.</summary>
    private const int Invalid = 22;

    /// <summary>AT_FDCWD: a path as it is.</summary>
    private const int AsItIs = -100;

    /// <summary>RENAME_NOREPLACE.</summary>
    private const uint NoReplace = 1;

    /// <summary>EROFS.</summary>
    public const int ReadOnlyFileSystem = 30;

    /// <summary>O_CLOEXEC: without it a child process would inherit the lock and hold it after its parent's death.</summary>
    private static readonly int CloseOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    /// <summary>Opens an existing file or folder.</summary>
    /// <exception cref="IOException">It cannot be opened; HResult is the errno.</exception>
    public static SafeFileHandle Open(string path, int access)
    {
        var handle = OpenFile(path, access | CloseOnExec);
        return handle >= 0 ? new SafeFileHandle(handle, ownsHandle: true) : throw Failure("opened", path);
    }

    /// <summary>Flushes a file or folder to the disk; EINVAL is a file system (some network and user-space ones) that flushes no folders.</summary>
    /// <exception cref="IOException">The disk refused; HResult is the errno.</exception>
    public static void Flush(SafeFileHandle handle, string path)
    {
        if (FSync(handle) < 0 && Marshal.GetLastPInvokeError() != Invalid) throw Failure("flushed to the disk", path);
    }

    /// <summary>
    /// Gives a file a name that nothing has: of several processes one succeeds. A hard link does that on every file system that has them, NFS included;
    /// others may know renameat2.
    /// </summary>
    /// <returns>False where something has that name; the file then keeps its own.</returns>
    /// <exception cref="IOException">The disk refused, or its file system can do neither; HResult is the errno.</exception>
    public static bool MoveNew(string from, string to)
    {
        if (Link(from, to) == 0)
        {
            File.Delete(from);
            return true;
        }
        if (Marshal.GetLastPInvokeError() != Exists && Rename(AsItIs, from, AsItIs, to, NoReplace) == 0) return true;
        return Marshal.GetLastPInvokeError() == Exists ? false : throw Failure("made", to);
    }

    /// <summary>A path with every symbolic link on it followed.</summary>
    /// <exception cref="IOException">It leads nowhere; HResult is the errno.</exception>
    public static string RealPath(string path)
    {
        var real = RealPath(path, 0);
        if (real == 0) throw Failure("followed", path);
        try
        {
            return Marshal.PtrToStringUTF8(real)!;
        }
        finally
        {
            Free(real);
        }
    }

    /// <summary>The last call's error, about a path.</summary>
    public static IOException Failure(string verb, string path)
    {
        var errno = Marshal.GetLastPInvokeError();
        return new IOException($"{path} cannot be {verb}: {Marshal.GetPInvokeErrorMessage(errno)}.", errno);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string path, string name);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(int fromFolder, string from, int toFolder, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "realpath", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint RealPath(string path, nint buffer);

    [LibraryImport("libc", EntryPoint = "free")]
    private static partial void Free(nint memory);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(SafeFileHandle file, int operation);
}
