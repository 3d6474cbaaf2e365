using Dapper;
using Microsoft.Data.Sqlite;

namespace Sweeper.Actors.Tests.Results;

/// <summary>The database behind the store's back.</summary>
internal static class RawDatabase
{
    public static long Scalar(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        return connection.ExecuteScalar<long>(sql);
    }
}
