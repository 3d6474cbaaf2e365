using Sweeper.Training.Files;
using Sweeper.Training.Tickets;

namespace Sweeper.Actors.Results;

/// <summary>
/// A store: a folder with <c>results.db</c> (results, attempts, specs), <c>blobs</c> (tickets, checkpoints) and <c>lock</c>.
/// One process at a time has it to run, any number have it to read.
/// </summary>
public sealed class SweepStore : IDisposable
{
    private const string DatabaseName = "results.db";
    private const string BlobsName = "blobs";
    private const string LockName = "lock";

    // What may be in a folder that is to become a store: what a run killed at its first step left, and what mkfs makes on a fresh disk.
    private static readonly string[] Harmless = [LockName, "lost+found"];

    // The cluster's key may be made before the first run; a process killed meanwhile leaves a file whose name begins so.
    private const string ClusterKeyName = "cluster.key";

    private readonly ResultStore _results;
    private readonly FileLock? _lock;

    private SweepStore(string folder, ResultStore results, FileLock? fileLock)
    {
        Folder = folder;
        _results = results;
        _lock = fileLock;
        Blobs = new BlobStore(Path.Combine(folder, BlobsName));
    }

    /// <summary>The folder's full path.</summary>
    public string Folder { get; }

    /// <summary>What tells this store from others, 32 hexadecimal characters; a copy of the folder has the same.</summary>
    public string Id => _results.Id;

    /// <summary>Results, attempts and specs.</summary>
    public IResultStore Results => _results;

    /// <summary>Tickets and checkpoints.</summary>
    public BlobStore Blobs { get; }

    /// <summary>Whether this process holds the store's lock.</summary>
    public bool CanWrite => _lock is not null;

    /// <summary>Attempts that nodes were at when the process before ended, and may still be; empty where <see cref="OpenForRun"/> was not told to leave them.</summary>
    public IReadOnlyList<HeldAttempt> Held { get; private init; } = [];

    /// <summary>How many attempts of a process that died were found open, and closed as crashed, by <see cref="OpenForRun"/>.</summary>
    public int CrashedAttempts { get; private init; }

    /// <summary>Bytes of temporary files that a process that died had left, and that <see cref="OpenForRun"/> removed.</summary>
    public long LeftoverBytes { get; private set; }

    /// <summary>Every artifact's row, those that do not count for their key included.</summary>
    internal IReadOnlyList<ArtifactRow> AllArtifacts => _results.AllArtifacts();

    /// <summary>What the database takes, in bytes.</summary>
    internal long DatabaseBytes => _results.Bytes;

    /// <summary>Where a store's blobs are: nodes share that folder, and open nothing else of the store.</summary>
    public static string BlobFolder(string folder) => Path.Combine(Path.GetFullPath(folder), BlobsName);

    /// <summary>Whether a folder holds a store.</summary>
    public static bool Exists(string folder) => new FileInfo(Path.Combine(folder, DatabaseName)) is { Exists: true, Length: > 0 };

    /// <summary>Whether a process writes to the store, as far as the lock's note tells; for people: only <see cref="OpenForRun"/> knows.</summary>
    public static bool IsInUse(string folder)
    {
        try
        {
            return LockHolder.IsAlive(FileLock.NoteOf(Path.Combine(folder, LockName)));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Opens a store to write, makes it where there is none, and holds its lock until disposal.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="doing">What for, as others will read who find it in use: <c>sweep quickstart</c>, <c>store gc</c>.</param>
    /// <param name="clock">Null is the system's.</param>
    /// <param name="leaveHeld">Whether attempts of trainers on nodes stay open, because this process will listen to them.</param>
    /// <exception cref="StoreException">It is in use, read-only, damaged, of a newer version, or no store; the message names the remedy.</exception>
    /// <exception cref="NoSpaceException">The disk is full.</exception>
    public static SweepStore OpenForRun(string folder, string doing, TimeProvider? clock = null, bool leaveHeld = false)
    {
        folder = Path.GetFullPath(folder);
        var now = (clock ?? TimeProvider.System).GetUtcNow();
        RefuseForeign(folder);
        try
        {
            return Open(folder, LockHolder.Self(doing, now), now, leaveHeld);
        }
        catch (Exception failure) when (DiskFaults.IsReadOnly(failure))
        {
            throw new StoreException(
                $"{folder} may not be written, and a run must. Give this user the right to, or name another folder with --store.", failure);
        }
        catch (IOException failure) when (DiskFaults.IsNoSpace(failure))
        {
            throw NoSpaceException.For("a store", folder, failure);
        }
        catch (IOException failure) when (failure is not NoSpaceException)
        {
            throw new StoreException($"{folder} cannot be a store: {failure.Message} Name another folder with --store.", failure);
        }
    }

    /// <summary>Opens a store to read, beside a run or without, also where this user may not write.</summary>
    /// <exception cref="StoreException">There is none, or it is damaged or of a newer version; the message names the remedy.</exception>
    public static SweepStore OpenToRead(string folder)
    {
        folder = Path.GetFullPath(folder);
        RefuseForeign(folder);
        var database = new FileInfo(Path.Combine(folder, DatabaseName));
        if (database is not { Exists: true, Length: > 0 })
            throw new StoreException($"There is no store at {folder}. `sweeper run SPEC --store {folder}` makes one; --store names another.");
        try
        {
            return new SweepStore(folder, new ResultStore(SqliteDatabase.OpenToRead(database.FullName), canWrite: false), null);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw Unreadable(folder, failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _results.Dispose();
        _lock?.Dispose();
    }

    private static SweepStore Open(string folder, LockHolder self, DateTimeOffset now, bool leaveHeld)
    {
        DurableFile.CreateFolder(folder);
        var taken = FileLock.TryTake(Path.Combine(folder, LockName), self.ToNote(), out var note) ?? throw new StoreException(
            $"{folder} is in use by {LockHolder.Describe(note)}. Wait for it, end it (Ctrl-C or SIGTERM: finished work is kept), " +
            "or name another folder with --store.");
        ResultStore? results = null;
        try
        {
            results = new ResultStore(SqliteDatabase.OpenToWrite(Path.Combine(folder, DatabaseName), now), canWrite: true);
            DurableFile.FlushFolder(folder);
            // Whoever holds the lock is the only one to write results: open attempts of trainers without a node are a dead process's.
            var crashed = results.CloseCrashedAttempts(now);
            if (!leaveHeld) results.CloseHeldAttempts(now);
            var store = new SweepStore(folder, results, taken) { CrashedAttempts = crashed, Held = results.OpenAttempts() };
            // So are temporary files, where no node can be writing.
            if (!leaveHeld) store.LeftoverBytes = store.Blobs.DeleteTemporaryFiles();
            return store;
        }
        catch
        {
            results?.Dispose();
            taken.Dispose();
            throw;
        }
    }

    // Before anything is written: a mistyped --store must not leave files in somebody's folder.
    private static void RefuseForeign(string folder)
    {
        if (File.Exists(folder)) throw new StoreException($"{folder} is a file, not a store. Name a folder with --store.");
        if (!Directory.Exists(folder) || File.Exists(Path.Combine(folder, DatabaseName))) return;
        var foreign = Entries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).FirstOrDefault(name => !Harmless.Contains(name) && !name!.StartsWith(ClusterKeyName, StringComparison.Ordinal));
        if (foreign is null) return;
        throw new StoreException(foreign == BlobsName
            ? $"{folder} has lost its {DatabaseName}, and with it every result. Restore that file from a copy, or move the folder away."
            : $"{folder} is not a store: it has no {DatabaseName}, but {foreign}. Name an empty or a new folder with --store.");
    }

    private static IEnumerable<string> Entries(string folder)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(folder);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw Unreadable(folder, failure);
        }
    }

    private static StoreException Unreadable(string folder, Exception failure) =>
        new($"{folder} may not be read. Give this user the right to, or name another folder with --store.", failure);
}
