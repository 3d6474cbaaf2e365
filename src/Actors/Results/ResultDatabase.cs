using Dapper;
using Microsoft.Data.Sqlite;

namespace Sweeper.Actors.Results;

/// <summary>An open <c>results.db</c>: one connection, and the copy that it reads where the original cannot be read in place.</summary>
internal sealed class ResultDatabase : IDisposable
{
    private readonly string? _copy;

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
    public bool IsInTransaction => SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle) == 0;

    /// <summary>Opens to write, making an empty database where there is none.</summary>
    public static ResultDatabase OpenToWrite(string file, int busySeconds)
    {
        var connection = Connect(file, SqliteOpenMode.ReadWriteCreate, busySeconds);
        return Ready(new(file, connection), "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
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
            var copy = Directory.CreateTempSubdirectory("sweeper-read-").FullName;
            var copied = Path.Combine(copy, Path.GetFileName(file));
            System.IO.File.Copy(file, copied);
            log.CopyTo($"{copied}-wal");
            return Ready(new(file, Connect(copied, SqliteOpenMode.ReadWrite, busySeconds), copy), Probe);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Connection.Dispose();
        if (_copy is not null) Directory.Delete(_copy, recursive: true);
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
            database.Dispose();
            throw;
        }
    }
}
