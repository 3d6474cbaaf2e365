using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sweeper.Actors.Results;

/// <summary>An open <c>results.db</c>: one connection, and the copy that it reads where the original cannot be read in place.</summary>
internal sealed class ResultDatabase : IDisposable
{
    // Pages of the log that are written back together, 16 MiB: keys are hashes, so stages touch the same pages over and over, and every
    // fold of the log is two more waits for the disk.
    private const int PagesAFold = 4000;

    private readonly string? _copy;
    private bool _writes;

    private ResultDatabase(string file, SqliteConnection connection, string? copy = null)
    {
        File = file;
        Connection = connection;
        _copy = copy;
    }

    /// <summary>The file, as messages name it.</summary>
    public string File { get; }

    /// <summary>The connection; not safe for several threads at once.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>Whether a transaction is open: SQLite ends one by itself on some errors.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(Connection.Handle) == 0;

    /// <summary>Opens to write, making an empty database where there is none.</summary>
    public static ResultDatabase OpenToWrite(string file, int busySeconds)
    {
        var connection = Connect(file, SqliteOpenMode.ReadWriteCreate, busySeconds);
        return Ready(new(file, connection) { _writes = true },
            $"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = {PagesAFold}");
    }

    /// <summary>
    /// Opens to read. SQLite reads a database with a log only if it may write beside it, or if the log and its index are there. In a folder
    /// that may not be written one of two ways is left: without a log, as a file that nobody changes; with one, from a copy.
    /// </summary>
    public static ResultDatabase OpenToRead(string file, int busySeconds)
    {
        const string Probe = "SELECT count(*) FROM sqlite_schema";
        try
        {
            return Ready(new(file, Connect(file, SqliteOpenMode.ReadOnly, busySeconds)), Probe);
        }
        catch (SqliteException failure) when (DatabaseFaults.NeedsWritableFolder(failure))
        {
            var log = new FileInfo($"{file}-wal");
            if (log is not { Exists: true, Length: > 0 })
                return Ready(new(file, Connect($"{new Uri(file).AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly, busySeconds)), Probe);
            return OpenCopy(file, log, busySeconds, Probe);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_writes) FoldLog();
        _writes = false;
        Connection.Dispose();
        if (_copy is not null) Directory.Delete(_copy, recursive: true);
    }

    // At rest the database is one file, without a log: it can be copied as it is, and its readers leave no files beside it.
    // Where a reader is at it, or the disk is full, the log stays, is read with the database, and folded by a later run: the return code
    // is of no interest. Not a SqliteCommand, which would wait for the reader.
    private void FoldLog() => raw.sqlite3_exec(Connection.Handle, "PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE");

    private static ResultDatabase OpenCopy(string file, FileInfo log, int busySeconds, string probe)
    {
        var folder = Directory.CreateTempSubdirectory("sweeper-read-").FullName;
        var copy = Path.Combine(folder, Path.GetFileName(file));
        var database = new ResultDatabase(file, Connect(copy, SqliteOpenMode.ReadWrite, busySeconds), folder);
        try
        {
            System.IO.File.Copy(file, copy);
            log.CopyTo($"{copy}-wal");
        }
        catch
        {
            database.Dispose();
            throw;
        }
        return Ready(database, probe);
    }

    private static SqliteConnection Connect(string source, SqliteOpenMode mode, int busySeconds) => new(new SqliteConnectionStringBuilder
    {
        DataSource = source,
        Mode = mode,
        DefaultTimeout = busySeconds,
        // A pooled connection would outlive the store's lock.
        Pooling = false,
    }.ConnectionString);

    private static ResultDatabase Ready(ResultDatabase database, string firstStatements)
    {
        try
        {
            database.Connection.Open();
            database.Connection.Execute($"PRAGMA busy_timeout = {database.Connection.DefaultTimeout * 1000}");
            database.Connection.Execute(firstStatements);
            return database;
        }
        catch
        {
            database._writes = false;
            database.Dispose();
            throw;
        }
    }
}
