using Sweeper.Actors.Results.Postgres;
using Sweeper.Training.Files;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;

namespace Sweeper.Actors.Results;

/// <summary>
/// A store: a folder with <c>results.db</c> (results, attempts, specs), <c>blobs</c> (tickets, checkpoints) and <c>lock</c>; in place of the first and the last it
/// may have <c>results.postgres</c>, which says where in PostgreSQL the results are. One process at a time has it to run, any number have it to read.
/// </summary>
public sealed class SweepStore : IDisposable
{
    private const string DatabaseName = "results.db";
    private const string BlobsName = "blobs";
    private const string LockName = "lock";

    // What may be in a folder that is to become a store: what a run killed at its first step left, the logs of nodes that were launched before it began, and
    // what mkfs makes on a fresh disk.
    private static readonly string[] Harmless = [LockName, "launch", "lost+found"];

    // How long a coordinator waits for PostgreSQL: one that others can take over from had better let them.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ListenersPatience = TimeSpan.FromSeconds(15);

    // A node that nobody listens to trains on and keeps what it finds for whoever listens next; most trainings are done within this time.
    private static readonly TimeSpan NodesTime = TimeSpan.FromDays(1);

    // The cluster's key may be made before the first run; a process killed meanwhile leaves a file whose name begins so.
    private const string ClusterKeyName = "cluster.key";

    private readonly ResultStore _results;
    private readonly IDisposable? _right;

    // right: the lock's or the term's holding, by which this process writes.
    private SweepStore(string folder, ResultStore results, IDisposable? right)
    {
        Folder = folder;
        _results = results;
        _right = right;
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

    /// <summary>Whether this process holds the store's lock or term.</summary>
    public bool CanWrite => _right is not null;

    /// <summary>Whether another coordinator may take over from this process.</summary>
    public bool CanBeTakenOver => _right is PostgresTerm;

    /// <summary>Cancelled when another coordinator has taken over, which only PostgreSQL allows.</summary>
    public CancellationToken Deposed => (_right as PostgresTerm)?.Deposed ?? CancellationToken.None;

    /// <summary>Attempts that nodes were at when the process before ended, and may still be; empty where <see cref="OpenForRun"/> was not told to leave them.</summary>
    public IReadOnlyList<HeldAttempt> Held { get; private init; } = [];

    /// <summary>How many attempts of a process that died were found open, and closed as crashed, by <see cref="OpenForRun"/>.</summary>
    public int CrashedAttempts { get; private init; }

    /// <summary>Bytes of temporary files that a process that died had left, and that <see cref="OpenForRun"/> removed.</summary>
    public long LeftoverBytes { get; private set; }

    /// <summary>Files that nothing refers to are no garbage if they were written since this moment: nodes whose run was killed may be at work in the folder. Null where none can be.</summary>
    internal DateTimeOffset? NodesMayWriteSince { get; private init; }

    /// <summary>Every artifact's row, those that do not count for their key included.</summary>
    internal IReadOnlyList<ArtifactRow> AllArtifacts => _results.AllArtifacts();

    /// <summary>A stage's results with the attempts that they came from, the first stored first.</summary>
    internal IReadOnlyList<(AttemptId Attempt, StageResult Result)> ResultsByAttempt(StageKey stage) => _results.ResultsByAttempt(stage);

    /// <summary>What the database takes, in bytes.</summary>
    internal long DatabaseBytes => _results.Bytes;

    /// <summary>Where a store's blobs are: nodes share that folder, and open nothing else of the store.</summary>
    public static string BlobFolder(string folder) => Path.Combine(Path.GetFullPath(folder), BlobsName);

    /// <summary>Whether a folder holds a store.</summary>
    public static bool Exists(string folder) =>
        new FileInfo(Path.Combine(folder, DatabaseName)) is { Exists: true, Length: > 0 } || File.Exists(Path.Combine(folder, PostgresNote.FileName));

    /// <summary>Where in PostgreSQL a folder's results are or shall be; null is <c>results.db</c> in the folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="asked">What the user has named; null is what the folder says, or the environment where it says nothing.</param>
    /// <exception cref="StoreException">The folder has its results in <c>results.db</c>, or the address cannot be read; the message names the remedy.</exception>
    public static PostgresAddress? DatabaseOf(string folder, PostgresAddress? asked)
    {
        var hasOwn = File.Exists(Path.Combine(folder, DatabaseName));
        if (asked is null) return PostgresNote.Of(folder)?.Address(folder) ?? (hasOwn ? null : PostgresAddress.FromEnvironment());
        return hasOwn
            ? throw new StoreException($"{folder} has its results in {DatabaseName}, not in PostgreSQL. Leave out --results-db, or name a new folder with --store.")
            : asked;
    }

    /// <summary>Whether a process writes to the store, as far as the note of the lock or term tells; for people: only <see cref="OpenForRun"/> knows.</summary>
    public static bool IsInUse(string folder)
    {
        try
        {
            if (PostgresNote.Of(folder) is { } note) return PostgresTerms.Look(note.Address(folder)) is { IsHeld: true } look && LockHolder.IsAlive(look.Holder);
            return LockHolder.IsAlive(FileLock.NoteOf(Path.Combine(folder, LockName)));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or StoreException)
        {
            return false;
        }
    }

    /// <summary>Opens a store to write, makes it where there is none, and holds its lock until disposal.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="doing">What for, as others will read who find it in use: <c>sweep quickstart</c>, <c>store gc</c>.</param>
    /// <param name="clock">Null is the system's.</param>
    /// <param name="leaveHeld">Whether attempts of trainers on nodes stay open, because this process will listen to them.</param>
    /// <param name="database">Where in PostgreSQL its results are; null is what its folder says, or <c>results.db</c> there.</param>
    /// <exception cref="StoreException">It is in use, read-only, damaged, of a newer version, or no store; the message names the remedy.</exception>
    /// <exception cref="NoSpaceException">The disk is full.</exception>
    public static SweepStore OpenForRun(string folder, string doing, TimeProvider? clock = null, bool leaveHeld = false, PostgresAddress? database = null)
    {
        folder = Path.GetFullPath(folder);
        var self = LockHolder.Self(doing, (clock ?? TimeProvider.System).GetUtcNow());
        return Opening(folder, () => DatabaseOf(folder, database) is { } address
            ? OpenPostgres(folder, address, self, leaveHeld, terms => terms.Take(), _ => { })
            : OpenSqlite(folder, self, leaveHeld));
    }

    /// <summary>Opens a store whose results are in PostgreSQL to write, as soon as no other process does; leaves attempts of trainers on nodes open.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="doing">What for, as others will read.</param>
    /// <param name="database">Where its results are.</param>
    /// <param name="say">Told whom it waits for, and later of a database that does not answer.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="StoreException">It is read-only, damaged, of a newer version, or no store; the message names the remedy.</exception>
    /// <exception cref="NoSpaceException">The disk is full.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    /// <exception cref="SweepCancelledException">The user has cancelled the sweep where it runs.</exception>
    public static SweepStore WaitForTurn(string folder, string doing, PostgresAddress database, Action<string> say, CancellationToken cancel)
    {
        folder = Path.GetFullPath(folder);
        var self = LockHolder.Self(doing, DateTimeOffset.UtcNow);
        return Opening(folder, () => OpenPostgres(folder, DatabaseOf(folder, database)!, self, leaveHeld: true, terms => terms.WaitAndTake(cancel), say));
    }

    // The folder's store under the words of what can be wrong with a folder.
    private static SweepStore Opening(string folder, Func<SweepStore> open)
    {
        RefuseForeign(folder);
        try
        {
            return open();
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
        if (PostgresNote.Of(folder) is { } note)
        {
            var results = new ResultStore(PostgresDatabase.OpenToRead(note.Address(folder)), canWrite: false);
            note.Check(folder, results);
            return new SweepStore(folder, results, null);
        }
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

    /// <summary>Processes that stand by for this one end with it, and do not take over.</summary>
    public void CancelStandbys() => (_right as PostgresTerm)?.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _results.Dispose();
        _right?.Dispose();
    }

    private static SweepStore OpenSqlite(string folder, LockHolder self, bool leaveHeld)
    {
        NetworkFolder.RefuseDatabase(folder);
        DurableFile.CreateFolder(folder);
        var taken = FileLock.TryTake(Path.Combine(folder, LockName), self.ToNote(), out var note) ?? throw new StoreException(
            $"{folder} is in use by {LockHolder.Describe(note)}. Wait for it, end it (Ctrl-C or SIGTERM: finished work is kept), " +
            $"or name another folder with --store.{(leaveHeld ? " Standing by needs the results in PostgreSQL (--results-db)." : "")}");
        return Begin(folder, taken, () => new ResultStore(SqliteDatabase.OpenToWrite(Path.Combine(folder, DatabaseName), self.Since), canWrite: true), self.Since, leaveHeld);
    }

    private static SweepStore OpenPostgres(string folder, PostgresAddress address, LockHolder self, bool leaveHeld, Func<PostgresTerms, PostgresTerm> take, Action<string> say)
    {
        DurableFile.CreateFolder(folder);
        var term = take(new PostgresTerms(address, self, say));
        return Begin(folder, term, () =>
        {
            var results = new ResultStore(PostgresDatabase.OpenToWrite(address, term.Number, leaveHeld ? ListenersPatience : Patience, say), canWrite: true);
            if (PostgresNote.Of(folder) is { } note) note.Check(folder, results);
            else new PostgresNote(results.Id, address.File).Write(folder);
            return results;
        }, self.Since, leaveHeld);
    }

    // What right stands for is this process's from here on; without it no attempt of another is closed.
    private static SweepStore Begin(string folder, IDisposable right, Func<ResultStore> open, DateTimeOffset now, bool leaveHeld)
    {
        ResultStore? results = null;
        try
        {
            results = open();
            DurableFile.FlushFolder(folder);
            // Whoever has the right is the only one to write results: open attempts of trainers without a node are a dead process's.
            var crashed = results.CloseCrashedAttempts(now);
            if (!leaveHeld) results.CloseHeldAttempts(now);
            var store = new SweepStore(folder, results, right)
            {
                CrashedAttempts = crashed,
                Held = results.OpenAttempts(),
                NodesMayWriteSince = results.HasNodesUnheardSince(now - NodesTime) ? now - NodesTime : null,
            };
            // So are temporary files, where no node can be writing.
            if (!leaveHeld) store.LeftoverBytes = store.Blobs.DeleteTemporaryFiles(store.NodesMayWriteSince);
            return store;
        }
        catch
        {
            results?.Dispose();
            right.Dispose();
            throw;
        }
    }

    // Before anything is written: a mistyped --store must not leave files in somebody's folder.
    private static void RefuseForeign(string folder)
    {
        if (File.Exists(folder)) throw new StoreException($"{folder} is a file, not a store. Name a folder with --store.");
        if (!Directory.Exists(folder) || Exists(folder) || File.Exists(Path.Combine(folder, DatabaseName))) return;
        var foreign = Entries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).FirstOrDefault(name => !Harmless.Contains(name) && !name!.StartsWith(ClusterKeyName, StringComparison.Ordinal) && !name.StartsWith(PostgresNote.FileName, StringComparison.Ordinal));
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
