using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Sweeper.Training.Files;

namespace Sweeper.Actors.Results;

/// <summary>An open <c>results.db</c>: one connection, and the copy that it reads where the original cannot be read in place.</summary>
internal sealed class SqliteDatabase : ResultDatabase
{
    /// <summary>"SWPR", in <c>application_id</c>.</summary>
    private const int ApplicationId = 0x53575052;

    // A reader holds up the writer only while a checkpoint ends; a writer never holds up a reader.
    private const int BusySeconds = 30;

    // Pages of the log that are written back together, 16 MiB: keys are hashes, so stages touch the same pages over and over, and every
    // fold of the log is two more waits for the disk.
    private const int PagesAFold = 4000;

    private readonly SqliteConnection _connection;
    private readonly string? _copy;
    private bool _writes;

    private SqliteDatabase(string file, SqliteConnection connection, string? copy = null) => (Name, _connection, _copy) = (file, connection, copy);

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override DbConnection Connection => _connection;

    /// <inheritdoc/>
    public override long Format => _connection.ExecuteScalar<long>("PRAGMA user_version");

    /// <inheritdoc/>
    public override long Bytes => new DirectoryInfo(Path.GetDirectoryName(Name)!).EnumerateFiles($"{Path.GetFileName(Name)}*").Sum(FileSize.Of);

    // SQLite ends a transaction by itself on some errors.
    private bool IsInTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    /// <summary>Opens to write, making the tables where there are none and bringing up old ones; the caller holds the store's lock.</summary>
    public static SqliteDatabase OpenToWrite(string file, DateTimeOffset now) => SqliteFaults.Guard(file, () =>
    {
        var database = new SqliteDatabase(file, Connect(file, SqliteOpenMode.ReadWriteCreate)) { _writes = true };
        return database.Ready($"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = {PagesAFold}", () =>
        {
            if (database.IsEmpty()) database.Create(now);
            database.Check();
            database.BringUp();
        });
    });

    /// <summary>Opens a database that has its tables to read, also where nothing may be written.</summary>
    public static SqliteDatabase OpenToRead(string file) => SqliteFaults.Guard(file, () => OpenInPlaceOrCopy(file));

    /// <inheritdoc/>
    public override T Guard<T>(Func<T> query) => SqliteFaults.Guard(Name, query);

    /// <inheritdoc/>
    // Not SqliteTransaction: where SQLite has rolled back by itself (a full disk), its rollback fails and hides the reason.
    public override T InTransaction<T>(Func<T> change) => Guard(() =>
    {
        _connection.Execute("BEGIN IMMEDIATE");
        try
        {
            var result = change();
            _connection.Execute("COMMIT");
            return result;
        }
        catch
        {
            if (IsInTransaction) _connection.Execute("ROLLBACK");
            throw;
        }
    });

    /// <inheritdoc/>
    public override DbTransaction Moment() => _connection.BeginTransaction(deferred: true);

    /// <inheritdoc/>
    public override DbParameter Value(int number) => new SqliteParameter { ParameterName = $"${number}" };

    // SQLite reads a database with a log only if it may write beside it, or if the log and its index are there. In a folder that may not be written one of
    // two ways is left: without a log, as a file that nobody changes; with one, from a copy.
    private static SqliteDatabase OpenInPlaceOrCopy(string file)
    {
        try
        {
            return new SqliteDatabase(file, Connect(file, SqliteOpenMode.ReadOnly)).ReadyToRead();
        }
        catch (SqliteException failure) when (SqliteFaults.NeedsWritableFolder(failure))
        {
            var log = new FileInfo($"{file}-wal");
            if (log is not { Exists: true, Length: > 0 })
                return new SqliteDatabase(file, Connect($"{new Uri(file).AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly)).ReadyToRead();
            return OpenCopy(file, log);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_writes) FoldLog();
        _writes = false;
        _connection.Dispose();
        if (_copy is not null) Directory.Delete(_copy, recursive: true);
    }

    // At rest the database is one file, without a log: it can be copied as it is, and its readers leave no files beside it.
    // Where a reader is at it, or the disk is full, the log stays, is read with the database, and folded by a later run: the return code
    // is of no interest. Not a SqliteCommand, which would wait for the reader.
    private void FoldLog() => raw.sqlite3_exec(_connection.Handle, "PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE");

    private static SqliteDatabase OpenCopy(string file, FileInfo log)
    {
        var folder = Directory.CreateTempSubdirectory("sweeper-read-").FullName;
        var copy = Path.Combine(folder, Path.GetFileName(file));
        var database = new SqliteDatabase(file, Connect(copy, SqliteOpenMode.ReadWrite), folder);
        try
        {
            File.Copy(file, copy);
            log.CopyTo($"{copy}-wal");
        }
        catch
        {
            database.Dispose();
            throw;
        }
        return database.ReadyToRead();
    }

    private static SqliteConnection Connect(string source, SqliteOpenMode mode) => new(new SqliteConnectionStringBuilder
    {
        DataSource = source,
        Mode = mode,
        DefaultTimeout = BusySeconds,
        // A pooled connection would outlive the store's lock.
        Pooling = false,
    }.ConnectionString);

    private SqliteDatabase ReadyToRead() => Ready("SELECT count(*) FROM sqlite_schema", Check);

    private SqliteDatabase Ready(string firstStatements, Action prepare)
    {
        try
        {
            _connection.Open();
            _connection.Execute($"PRAGMA busy_timeout = {BusySeconds * 1000}");
            _connection.Execute(firstStatements);
            prepare();
            return this;
        }
        catch
        {
            _writes = false;
            Dispose();
            throw;
        }
    }

    private bool IsEmpty() => _connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema") == 0;

    // A killed run leaves all tables or none.
    private void Create(DateTimeOffset now)
    {
        using var transaction = _connection.BeginTransaction();
        ResultSchema.Create(_connection, SqlDialect.Sqlite, now, transaction);
        _connection.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {ResultSchema.Version}", transaction: transaction);
        transaction.Commit();
    }

    private void Check()
    {
        if (_connection.ExecuteScalar<long>("PRAGMA application_id") != ApplicationId)
            throw new StoreException($"{Name} is a database of another program, not a Sweeper store. Name another folder with --store.");
        ResultSchema.Check(Format, Name);
    }

    // Format 1 had no optimizer states, format 2 no records of trainings, format 3 no pauses. A killed run leaves the old tables or the new.
    private void BringUp()
    {
        var format = Format;
        if (format == ResultSchema.Version) return;
        using var transaction = _connection.BeginTransaction();
        if (format < 2) AllowOptimizerStates(transaction);
        if (format < ResultSchema.RecordsSince) _connection.Execute(ResultSchema.Records(SqlDialect.Sqlite), transaction: transaction);
        _connection.Execute(ResultSchema.Pauses(SqlDialect.Sqlite), transaction: transaction);
        _connection.Execute($"PRAGMA user_version = {ResultSchema.Version}", transaction: transaction);
        transaction.Commit();
    }

    // SQLite cannot change a table's checks: the rows move to a new one.
    private void AllowOptimizerStates(SqliteTransaction transaction)
    {
        _connection.Execute("ALTER TABLE artifacts RENAME TO artifacts_1; DROP INDEX artifacts_by_stage", transaction: transaction);
        _connection.Execute(ResultSchema.Artifacts(SqlDialect.Sqlite), transaction: transaction);
        _connection.Execute(
            "INSERT INTO artifacts SELECT id, key, kind, digest, bytes, stage, final_state FROM artifacts_1 ORDER BY id; DROP TABLE artifacts_1", transaction: transaction);
    }
}
