namespace Sweeper.Training.Datasets;

/// <summary>A lock between processes, held on an open file; the system lets go of it when its process ends, however it ends.</summary>
internal static class FileLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for the lock and holds it until the result is disposed. The file stays.</summary>
    /// <param name="path">The file, made if need be.</param>
    /// <param name="waiting">Called once where another process holds the lock.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static IDisposable Take(string path, Action waiting, CancellationToken cancel)
    {
        for (var told = false; ; told = true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsHeld(e))
            {
                if (!told) waiting();
                cancel.WaitHandle.WaitOne(Pause);
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

    // EWOULDBLOCK of Linux and of macOS, and Windows' sharing violation.
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
