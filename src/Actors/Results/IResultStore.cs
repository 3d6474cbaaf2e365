using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Results;

/// <summary>Results, attempts and specs. Reading is always allowed; writing is the lock holder's (law 6).</summary>
public interface IResultStore : IDisposable
{
    /// <summary>The current spec of each name, by name.</summary>
    IReadOnlyList<StoredSweep> Sweeps();

    /// <summary>Every stored result.</summary>
    Dictionary<StageKey, StoredResult> Results();

    /// <summary>Every stored artifact, the first stored of each key.</summary>
    Dictionary<ArtifactKey, StoredArtifact> Artifacts();

    /// <summary>Every stage that has failed attempts since its last retry and no result.</summary>
    Dictionary<StageKey, StageTrouble> Troubles();

    /// <summary>Seconds that trainings took here, for estimates: (canonical form of the stage, steps, seconds), newest first, at most so many.</summary>
    IReadOnlyList<(string CanonicalForm, long Steps, double Seconds)> Speeds(int most);

    /// <summary>The number of the next attempt.</summary>
    AttemptId NextAttempt();

    /// <summary>Applies changes, in order, in one durable transaction.</summary>
    /// <exception cref="Sweeper.Training.Tickets.NoSpaceException">There is no room; nothing was written.</exception>
    void Commit(IReadOnlyList<StoreWrite> writes);
}
