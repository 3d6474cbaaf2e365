using Dapper;
using Npgsql;
using Sweeper.Actors.Results;
using Sweeper.Actors.Results.Postgres;
using Sweeper.Tests.Support;

namespace Sweeper.Actors.Tests.Results;

/// <summary>A store with its results in a database of PostgreSQL's.</summary>
internal sealed class PostgresPlace : StorePlace
{
    private readonly string _address;

    public PostgresPlace(PostgresServer? server = null)
    {
        _address = (server ?? PostgresServer.Shared()).NewDatabase();
        File.WriteAllText(AddressFile, _address);
        Address = PostgresAddress.FromFile(AddressFile);
    }

    public PostgresAddress Address { get; }

    public string AddressFile => Folder["results-db"];

    /// <summary>The same database through another port of this machine.</summary>
    public PostgresAddress AddressThrough(int port)
    {
        var file = Folder["results-db-through"];
        File.WriteAllText(file, new NpgsqlConnectionStringBuilder(_address) { Port = port }.ConnectionString);
        return PostgresAddress.FromFile(file);
    }

    /// <summary>The store's folder, or one more that goes with the same database.</summary>
    public string StoreFolder(string name = "store") => Folder[name];

    public override SweepStore OpenForRun() => SweepStore.OpenForRun(StoreFolder(), "test", database: Address);

    public override long Scalar(string sql)
    {
        using var connection = new NpgsqlConnection($"{_address};Pooling=false");
        return connection.ExecuteScalar<long>(sql);
    }
}
