using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Coordination;

/// <summary>Stops a sweep whose first stages all fail alike: a wrong recipe should not cost a night. 0 never stops it.</summary>
internal sealed class EarlyStop(int stages)
{
    private readonly HashSet<StageKey> _failed = [];
    private readonly HashSet<TrainerId> _failedOn = [];
    private FailureCause? _cause;
    private bool _over = stages == 0;

    /// <summary>A stage has finished: the sweep is not broken.</summary>
    public void Completed() => _over = true;

    /// <summary>A stage's attempt has failed; returns why to stop, null to go on.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="failure">How.</param>
    /// <param name="trainer">Where.</param>
    /// <param name="mayBeOfThePlace">Whether all these trainers are at one place and others elsewhere: it may be broken, and not the recipe.</param>
    public string? Failed(StageKey stage, StageOutcome.Failed failure, TrainerId trainer, Func<IReadOnlyCollection<TrainerId>, bool> mayBeOfThePlace)
    {
        // Lost inputs are made again: they say nothing of the recipe.
        if (_over || failure.Cause == FailureCause.LostInput) return null;
        _over = _cause is { } cause && cause != failure.Cause;
        _cause = failure.Cause;
        _failed.Add(stage);
        _failedOn.Add(trainer);
        return _over || _failed.Count < stages || mayBeOfThePlace(_failedOn)
            ? null
            : $"the first {stages} stages all failed alike ({failure.Message}); mend that, or raise on_failure.stop_if_first_all_fail";
    }
}
