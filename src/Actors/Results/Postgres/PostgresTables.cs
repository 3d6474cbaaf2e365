using Dapper;
using Npgsql;

namespace Sweeper.Actors.Results.Postgres;

/// <summary>The tables of a result store in PostgreSQL, in the schema that is first in the connection's search path.</summary>
internal static class PostgresTables
{
    // "SWPR": coordinators that start at the same time make the tables one after the other.
    private const long MakingLock = 0x53575052;

    /// <summary>Whether they are there.</summary>
    public static bool Exist(NpgsqlConnection connection) => connection.ExecuteScalar<bool>("SELECT to_regclass('term') IS NOT NULL");

    /// <summary>Makes them where they are not, and brings older ones up; a process that is killed leaves all of them or none.</summary>
    public static void Make(NpgsqlConnection connection, DateTimeOffset now)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute("SELECT pg_advisory_xact_lock(@MakingLock)", new { MakingLock }, transaction);
        if (!Exist(connection))
        {
            ResultSchema.Create(connection, SqlDialect.Postgres, now, transaction);
            connection.Execute(
                """
                CREATE TABLE format (version BIGINT NOT NULL);

                -- Whose turn it is to write. beat: counts up while the holder lives; is_held: false once it has left; cancels: how often a user has cancelled
                -- what was going on, for those who stand by.
                CREATE TABLE term (number BIGINT NOT NULL, beat BIGINT NOT NULL, is_held BOOLEAN NOT NULL, holder TEXT NOT NULL, cancels BIGINT NOT NULL);
                INSERT INTO term VALUES (0, 0, false, '', 0);
                """, transaction: transaction);
            connection.Execute("INSERT INTO format VALUES (@Version)", new { ResultSchema.Version }, transaction);
        }
        else if (connection.QuerySingle<long>("SELECT version FROM format", transaction: transaction) < ResultSchema.PausesSince)
        {
            connection.Execute(ResultSchema.Pauses(SqlDialect.Postgres), transaction: transaction);
            connection.Execute("UPDATE format SET version = @Version", new { ResultSchema.Version }, transaction);
        }
        transaction.Commit();
    }
}
