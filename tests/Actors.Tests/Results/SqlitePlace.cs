using Sweeper.Actors.Results;

namespace Sweeper.Actors.Tests.Results;

/// <summary>A store with its results in a file of SQLite's.</summary>
internal sealed class SqlitePlace : StorePlace
{
    public override SweepStore OpenForRun() => SweepStore.OpenForRun(Folder["store"], "test");

    public override long Scalar(string sql) => RawDatabase.Scalar(Folder["store", "results.db"], sql);
}
