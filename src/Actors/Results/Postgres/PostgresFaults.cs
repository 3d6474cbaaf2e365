using System.Net.Sockets;
using Npgsql;
using Sweeper.Training.Tickets;

namespace Sweeper.Actors.Results.Postgres;

/// <summary>What PostgreSQL's errors mean to the user of a store. Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html</summary>
internal static class PostgresFaults
{
    /// <summary>Whether the same may work in a moment: the server restarts, the network is away, two transactions were in each other's way.</summary>
    public static bool IsPassing(Exception failure) => failure switch
    {
        PostgresException said => said.SqlState is { } code && (code.StartsWith("08", StringComparison.Ordinal) || code.StartsWith("57P", StringComparison.Ordinal)
            || code.StartsWith("40", StringComparison.Ordinal) || code is "53300" or "25P03" or "55P03" or "57014"),
        NpgsqlException or IOException or SocketException or TimeoutException => true,
        _ => false,
    };

    /// <summary>The store's own error for one that does not pass; null where there is none.</summary>
    public static Exception? Translate(PostgresException failure, PostgresAddress address) => failure.SqlState switch
    {
        PostgresErrorCodes.DiskFull => NoSpaceException.For("these results", address.ToString(), new IOException(failure.MessageText, failure)),
        ['2', '8', ..] => new StoreException($"{address} lets this user not in: {failure.MessageText}. See to user and password in {address.File ?? PostgresAddress.Variable}.", failure),
        PostgresErrorCodes.InvalidCatalogName => new StoreException($"{failure.MessageText}: make it with `createdb`, or name another in {address.File ?? PostgresAddress.Variable}.", failure),
        PostgresErrorCodes.InsufficientPrivilege => new StoreException($"{address}: {failure.MessageText}. Give this user the right to make and write tables there.", failure),
        PostgresErrorCodes.ReadOnlySqlTransaction => new StoreException($"{address} takes no writes: it is a standby of another server. Name that one.", failure),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => new StoreException(
            $"{address} has not the tables of a Sweeper store ({failure.MessageText}). Restore them from a backup, or name another database.", failure),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => new StoreException($"{address} is damaged ({failure.MessageText}). Restore it from a backup.", failure),
        _ => null,
    };

    /// <summary>The server has not answered for too long.</summary>
    public static StoreException Gone(PostgresAddress address, Exception failure) =>
        new($"{address} does not answer ({Reason(failure)}). See to the server and the network, then run again: finished work is kept.", failure);

    /// <summary>The reason of an error in a few words: Npgsql's own says little where the network was at fault.</summary>
    public static string Reason(Exception failure) => failure switch
    {
        PostgresException said => said.MessageText,
        { InnerException: { } inner } => inner.Message,
        _ => failure.Message,
    };
}
