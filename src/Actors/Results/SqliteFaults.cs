using Microsoft.Data.Sqlite;
using Sweeper.Training.Files;
using Sweeper.Training.Tickets;

namespace Sweeper.Actors.Results;

/// <summary>What SQLite's errors mean to the user of a store.</summary>
internal static class SqliteFaults
{
    // https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int DiskError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>Runs an operation; SQLite's errors that are the disk's or the file's come out as the store's own.</summary>
    /// <exception cref="NoSpaceException">There is no room.</exception>
    /// <exception cref="StoreException">The database cannot be used; the message names the remedy.</exception>
    public static T Guard<T>(string file, Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (SqliteException failure) when (Translate(failure, file) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Whether a database in a folder that may not be written cannot be opened in the plain way.</summary>
    public static bool NeedsWritableFolder(SqliteException failure) => failure.SqliteErrorCode is CannotOpen or ReadOnly;

    private static Exception? Translate(SqliteException failure, string file) => failure.SqliteErrorCode switch
    {
        Full => NoSpace(failure, file),
        DiskError or CannotOpen when IsDiskFull(file) => NoSpace(failure, file),
        Corrupt or NotADatabase => new StoreException(
            $"{file} is damaged ({failure.Message}). Restore it from a copy, or save what can be read with `sqlite3 results.db .recover`; " +
            "or move the store away and run the sweep again.", failure),
        ReadOnly => new StoreException($"{file} may not be written. Give this user the right to, or name another folder with --store.", failure),
        Busy or Locked => new StoreException($"{file} is in use by another program. Close it and try again.", failure),
        CannotOpen => new StoreException($"{file} cannot be opened ({failure.Message}). See to its permissions and those of its folder.", failure),
        DiskError => new StoreException($"The disk failed under {file} ({failure.Message}). See to the disk, then run again: finished work is kept.", failure),
        _ => null,
    };

    private static NoSpaceException NoSpace(SqliteException failure, string file) =>
        NoSpaceException.For("these results", Path.GetDirectoryName(file)!, failure);

    // SQLite says FULL for ENOSPC on the database and the log, but IOERR where it grows the shared index of the log (32 KiB a step).
    private static bool IsDiskFull(string file) => DiskRoom.Of(Path.GetDirectoryName(file)!).Free < 64 * 1024;
}
