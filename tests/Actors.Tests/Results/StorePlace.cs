using Sweeper.Actors.Results;
using Sweeper.Tests.Support;

namespace Sweeper.Actors.Tests.Results;

/// <summary>Where a test has its store, with results in one kind of database or the other.</summary>
internal abstract class StorePlace : IDisposable
{
    protected TestFolder Folder { get; } = new();

    public abstract SweepStore OpenForRun();

    public SweepStore OpenToRead() => SweepStore.OpenToRead(Folder["store"]);

    /// <summary>What a statement says, behind the store's back.</summary>
    public abstract long Scalar(string sql);

    public void Dispose() => Folder.Dispose();
}
