using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Results;

/// <summary>Results, attempts and specs. Reading is always allowed; writing is the lock holder's (law 6). Safe to use from several threads.</summary>
public interface IResultStore : IDisposable
{
    /// <summary>The current spec of each name, by name.</summary>
    IReadOnlyList<StoredSweep> Sweeps();

    /// <summary>Every stage's result, the first stored of each.</summary>
    Dictionary<StageKey, StoredResult> Results();

    /// <summary>The result of each of some stages that has one, the first stored of each; the keys are those given, so that a large plan's are in memory once.</summary>
    Dictionary<StageKey, StoredResult> Results(HashSet<StageKey> stages);

    /// <summary>All that is stored of a stage's results, with the artifacts still there; the first stored first, more than one if a re-run ended in other bytes.</summary>
    IReadOnlyList<StageResult> ResultsOf(StageKey stage);

    /// <summary>Every stored artifact, the first stored of each key.</summary>
    Dictionary<ArtifactKey, StoredArtifact> Artifacts();

    /// <summary>
    /// Every stage with failed attempts since its last retry and its last completed attempt. A stage with a result is among them only if
    /// it had to run again (a lost artifact) and failed. Cancelled attempts, lost inputs and full disks do not count.
    /// </summary>
    Dictionary<StageKey, StageTrouble> Troubles();

    /// <summary>On what the results of some stages were computed, and how many on each, the most first; a result that does not count is not counted.</summary>
    IReadOnlyList<(NumericEnvironment Environment, int Results)> Environments(IReadOnlySet<StageKey> stages);

    /// <summary>Stages with a result whose keys another version of the program wrote: this one does not find them.</summary>
    int StagesOfOtherVersions();

    /// <summary>Seconds of training that the results of some stages took, all together; a result that does not count is not counted.</summary>
    double TrainingSeconds(IReadOnlySet<StageKey> stages);

    /// <summary>The keys of all stages that were ever started.</summary>
    IReadOnlyList<StageKey> Stages();

    /// <summary>So many stages: those with an open attempt first, then those last tried; of each the latest first.</summary>
    IReadOnlyList<StageKey> LatestStages(int most);

    /// <summary>How a stage came to its result, or did not yet; of a stage that was never started it is empty.</summary>
    StageHistory HistoryOf(StageKey stage);

    /// <summary>Since when a sweep is paused; null where it is not.</summary>
    DateTimeOffset? PausedSince(string sweep);

    /// <summary>The number for one attempt more: each call gives another, above all that are stored.</summary>
    AttemptId NextAttempt();

    /// <summary>Applies changes, in order, in one durable transaction.</summary>
    /// <exception cref="Sweeper.Training.Tickets.NoSpaceException">There is no room; nothing was written.</exception>
    /// <exception cref="StoreException">The store was opened to read, or the disk failed; nothing was written.</exception>
    void Commit(IReadOnlyList<StoreWrite> writes);
}
