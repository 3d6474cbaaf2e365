using Sweeper.Training.Keys;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;

namespace Sweeper.Actors.Results;

/// <summary>
/// Brings what one store has into another: tickets, attempts with their curves, results, messages, sweeps. What is there already stays; merged twice, it is there once. Of two results of a
/// stage that differ the one that was there first counts, and both stay (law 4).
/// </summary>
/// <param name="into">A store opened for a run.</param>
/// <param name="from">Another, opened to read.</param>
/// <param name="now">When.</param>
public sealed class StoreMerge(SweepStore into, SweepStore from, DateTimeOffset now)
{
    // A flush of the disk for so many stages.
    private const int StagesABatch = 100;

    /// <summary>Stages that have a result now and had none.</summary>
    public int NewResults { get; private set; }

    /// <summary>Attempts that were not there.</summary>
    public int NewAttempts { get; private set; }

    /// <summary>Blobs that were not there.</summary>
    public int NewBlobs { get; private set; }

    /// <summary>Bytes of them.</summary>
    public long NewBytes { get; private set; }

    /// <summary>Blobs that are missing or damaged where they come from: a run that needs one trains its stage again.</summary>
    public int LostBlobs { get; private set; }

    /// <summary>Sweeps whose name another text has here; it stays.</summary>
    public IReadOnlyList<string> OtherSweeps { get; private set; } = [];

    /// <summary>Merges.</summary>
    /// <param name="progress">Told how many stages of how many are done.</param>
    /// <exception cref="StoreException">A store cannot be used; what was merged before stays.</exception>
    /// <exception cref="NoSpaceException">There is no room; what was merged before stays.</exception>
    public void Run(Action<int, int> progress)
    {
        // Bytes before the rows that name them.
        var there = CopyBlobs();
        var known = into.Results.Results();
        var stages = from.Results.Stages();
        var troubles = from.Results.Troubles();
        var done = 0;
        foreach (var batch in stages.Chunk(StagesABatch))
        {
            into.Results.Commit([.. batch.SelectMany(stage => Writes(stage, there, isTrouble: troubles.ContainsKey(stage)))]);
            NewResults += batch.Count(stage => !known.ContainsKey(stage) && from.ResultsByAttempt(stage).Count > 0);
            progress(done += batch.Length, stages.Count);
        }
        MergeSweeps();
    }

    private HashSet<Digest> CopyBlobs()
    {
        var there = new HashSet<Digest>();
        foreach (var digest in from.AllArtifacts.Select(row => row.Digest).Distinct())
        {
            try
            {
                if (!into.Blobs.Contains(digest))
                {
                    var bytes = from.Blobs.Get(digest);
                    into.Blobs.Put(bytes);
                    NewBlobs++;
                    NewBytes += bytes.Length;
                }
                there.Add(digest);
            }
            catch (LostBlobException)
            {
                LostBlobs++;
            }
        }
        return there;
    }

    private IEnumerable<StoreWrite> Writes(StageKey stage, HashSet<Digest> there, bool isTrouble)
    {
        var history = from.Results.HistoryOf(stage);
        var here = into.Results.HistoryOf(stage).Attempts.Select(Identity).ToHashSet();
        var results = from.ResultsByAttempt(stage);
        var hasFailure = false;
        // Somebody may be at one that is open: it is not known how it ends.
        foreach (var attempt in history.Attempts.Where(attempt => attempt.Outcome != AttemptOutcome.Open && !here.Contains(Identity(attempt))))
        {
            var id = into.Results.NextAttempt();
            NewAttempts++;
            hasFailure |= attempt.Outcome == AttemptOutcome.Failed;
            yield return new StoreWrite.OpenAttempt(id, stage, history.CanonicalForm!, attempt.Trainer, attempt.OpenedAt);
            if (!attempt.Epochs.IsEmpty) yield return new StoreWrite.AddEpochs(id, attempt.Epochs);
            yield return new StoreWrite.CloseAttempt(id, stage, Outcome(attempt, results, there), attempt.ClosedAt!.Value);
        }
        // Failures that a retry has lifted there count here no more than there.
        if (hasFailure && !isTrouble) yield return new StoreWrite.Retry(stage, now);
        foreach (var message in history.Messages) yield return new StoreWrite.AddMessage(stage, message.At, message.Text);
    }

    private static (string Trainer, DateTimeOffset Opened) Identity(StoredAttempt attempt) => (attempt.Trainer, attempt.OpenedAt);

    private static StageOutcome Outcome(StoredAttempt attempt, IReadOnlyList<(AttemptId Attempt, StageResult Result)> results, HashSet<Digest> there) => attempt.Outcome switch
    {
        AttemptOutcome.Failed => new StageOutcome.Failed(attempt.Cause!.Value, attempt.Message ?? ""),
        AttemptOutcome.Cancelled => new StageOutcome.Cancelled(attempt.Message),
        // One that ended in the bytes of another before it has no row of its own.
        _ => new StageOutcome.Completed(Whole(results.Where(row => row.Attempt == attempt.Id).Concat(results).First().Result, there)),
    };

    private static StageResult Whole(StageResult result, HashSet<Digest> there) => result with { Artifacts = [.. result.Artifacts.Where(artifact => there.Contains(artifact.Digest))] };

    private void MergeSweeps()
    {
        var here = into.Results.Sweeps().ToDictionary(sweep => sweep.Name);
        var others = from.Results.Sweeps();
        into.Results.Commit([.. others.Where(sweep => !here.ContainsKey(sweep.Name)).Select(sweep => new StoreWrite.PutSweep(sweep))]);
        OtherSweeps = [.. others.Where(sweep => here.TryGetValue(sweep.Name, out var mine) && mine.Yaml != sweep.Yaml).Select(sweep => sweep.Name)];
    }
}
