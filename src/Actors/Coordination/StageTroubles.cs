using Sweeper.Actors.Results;
using Sweeper.Actors.Specs;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Coordination;

/// <summary>Counts what goes wrong with each stage, this run's failures on top of earlier runs'.</summary>
internal sealed class StageTroubles(FailurePolicy policy, IReadOnlyDictionary<StageKey, StageTrouble> before)
{
    private readonly Dictionary<StageKey, StageTrouble> _troubles = new(before);

    /// <summary>One more failed attempt.</summary>
    public StageTrouble Count(StageKey stage, StageOutcome.Failed failure)
    {
        var earlier = _troubles.GetValueOrDefault(stage);
        return _troubles[stage] = new((earlier?.Attempts ?? 0) + 1, earlier?.Crashes ?? 0, failure.Cause, failure.Message);
    }

    /// <summary>Whether a stage is not to be tried again.</summary>
    public bool IsSetAside(StageKey stage) => _troubles.TryGetValue(stage, out var trouble) && trouble.SetsAside(policy);

    /// <summary>Whether one more attempt that ends with the process sets the stage aside.</summary>
    public bool IsSuspect(StageKey stage) => _troubles.TryGetValue(stage, out var trouble) && trouble.IsSuspect;
}
