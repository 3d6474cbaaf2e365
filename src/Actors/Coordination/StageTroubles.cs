using Sweeper.Actors.Results;
using Sweeper.Actors.Specs;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Coordination;

/// <summary>Counts what goes wrong with each stage, this run's failures on top of earlier runs'.</summary>
internal sealed class StageTroubles(FailurePolicy policy, IReadOnlyDictionary<StageKey, StageTrouble> before)
{
    // A lost input is not its consumer's fault, but a disk that keeps losing what was just written must not keep a sweep busy for ever.
    private const int MostLosses = 5;

    private readonly Dictionary<StageKey, StageTrouble> _troubles = new(before);
    private readonly Dictionary<StageKey, int> _losses = [];

    /// <summary>One more failed attempt; what counts against the stage so far.</summary>
    public StageTrouble Count(StageKey stage, StageOutcome.Failed failure)
    {
        if (failure.Cause == FailureCause.LostInput)
        {
            var losses = _losses[stage] = _losses.GetValueOrDefault(stage) + 1;
            return new(losses, 0, failure.Cause, failure.Message);
        }
        var earlier = _troubles.GetValueOrDefault(stage);
        // The end of a trainer that is a process of its own, reported by who has started it.
        var crashes = (earlier?.Crashes ?? 0) + (failure.Cause == FailureCause.Crash ? 1 : 0);
        return _troubles[stage] = new((earlier?.Attempts ?? 0) + 1, crashes, failure.Cause, failure.Message);
    }

    /// <summary>A completed attempt: what went wrong before it counts no more.</summary>
    public void Forget(StageKey stage)
    {
        _troubles.Remove(stage);
        _losses.Remove(stage);
    }

    /// <summary>Whether a stage is not to be tried again.</summary>
    public bool IsSetAside(StageKey stage) =>
        _losses.GetValueOrDefault(stage) >= MostLosses || (_troubles.TryGetValue(stage, out var trouble) && trouble.SetsAside(policy));

    /// <summary>Whether one more attempt that ends with the process sets the stage aside.</summary>
    public bool IsSuspect(StageKey stage) => _troubles.TryGetValue(stage, out var trouble) && trouble.IsSuspect;
}
