using Sweeper.Actors.Results;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Support;

/// <summary>A result store whose commits are lists, held back or refused as a test likes.</summary>
internal sealed class FakeStore : IResultStore
{
    private readonly SemaphoreSlim _entered = new(0);
    private readonly SemaphoreSlim _mayCommit = new(0);
    private readonly List<IReadOnlyList<StoreWrite>> _batches = [];

    /// <summary>Whether commits wait for <see cref="Let"/>.</summary>
    public bool Holds { get; init; }

    /// <summary>What every commit throws.</summary>
    public Exception? Refusal { get; init; }

    /// <summary>What has been committed.</summary>
    public IReadOnlyList<IReadOnlyList<StoreWrite>> Batches
    {
        get
        {
            lock (_batches) return [.. _batches];
        }
    }

    /// <summary>Waits until a commit has begun.</summary>
    public void AwaitCommit() => Assert.True(_entered.Wait(TimeSpan.FromSeconds(30)), "no commit began");

    /// <summary>Lets one commit go on.</summary>
    public void Let() => _mayCommit.Release();

    public void Commit(IReadOnlyList<StoreWrite> writes)
    {
        _entered.Release();
        if (Holds) _mayCommit.Wait(TimeSpan.FromSeconds(30));
        if (Refusal is not null) throw Refusal;
        lock (_batches) _batches.Add([.. writes]);
    }

    public IReadOnlyList<StoredSweep> Sweeps() => throw new NotSupportedException();

    public Dictionary<StageKey, StoredResult> Results() => throw new NotSupportedException();

    public Dictionary<StageKey, StoredResult> Results(HashSet<StageKey> stages) => throw new NotSupportedException();

    public IReadOnlyList<StageResult> ResultsOf(StageKey stage) => throw new NotSupportedException();

    public Dictionary<ArtifactKey, StoredArtifact> Artifacts() => throw new NotSupportedException();

    public Dictionary<StageKey, StageTrouble> Troubles() => throw new NotSupportedException();

    public IReadOnlyList<(NumericEnvironment Environment, int Results)> Environments(IReadOnlySet<StageKey> stages) => throw new NotSupportedException();

    public DateTimeOffset? PausedSince(string sweep) => throw new NotSupportedException();

    public int StagesOfOtherVersions() => throw new NotSupportedException();

    public double TrainingSeconds(IReadOnlySet<StageKey> stages) => throw new NotSupportedException();

    public IReadOnlyList<StageKey> Stages() => throw new NotSupportedException();

    public IReadOnlyList<StageKey> LatestStages(int most) => throw new NotSupportedException();

    public StageHistory HistoryOf(StageKey stage) => throw new NotSupportedException();

    public AttemptId NextAttempt() => throw new NotSupportedException();

    public void Dispose()
    {
        _entered.Dispose();
        _mayCommit.Dispose();
    }
}
