using System.Collections.Immutable;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Specs;
using Sweeper.Training.Keys;

namespace Sweeper.Actors.Coordination;

/// <summary>What the coordinator knows when it starts: the plan, and what the store has.</summary>
/// <param name="Plan">The plan; resolved and without problems.</param>
/// <param name="Policy">What happens when trainings fail.</param>
/// <param name="Results">The stored result of each stage that has one.</param>
/// <param name="Artifacts">Artifacts whose blob is there, by key.</param>
/// <param name="Troubles">Failed attempts of earlier runs.</param>
/// <param name="NextAttempt">The number of the next attempt.</param>
public sealed record SweepStart(
    SweepPlan Plan,
    FailurePolicy Policy,
    IReadOnlyDictionary<StageKey, StoredResult> Results,
    IReadOnlyDictionary<ArtifactKey, Digest> Artifacts,
    IReadOnlyDictionary<StageKey, StageTrouble> Troubles,
    AttemptId NextAttempt)
{
    /// <summary>What trainers held under the coordinator before; empty where they ended with it.</summary>
    public ImmutableArray<HeldAttempt> Held { get; init; } = [];

    /// <summary>Whether trainers are threads of the coordinator's process: then one training may take the process down, and the others with it.</summary>
    public bool TrainersShareProcess { get; init; } = true;

    /// <summary>Whether the sweep was paused under the coordinator before.</summary>
    public bool IsPaused { get; init; }

    /// <summary>The stages that failed for good in earlier runs.</summary>
    public IReadOnlyDictionary<StageKey, StageTrouble> SetAside => field ??= StageTrouble.ThatSetAside(Troubles, Policy);
}
