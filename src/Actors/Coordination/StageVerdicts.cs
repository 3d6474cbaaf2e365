using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Scheduling;
using Sweeper.Actors.Specs;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Coordination;

/// <summary>What follows for stages from how attempts at them end: results, another attempt, quarantine, further seeds.</summary>
internal sealed class StageVerdicts
{
    private readonly SweepPlan _plan;
    private readonly FailurePolicy _policy;
    private readonly StageTroubles _troubles;
    private readonly EarlyStop _earlyStop;
    private readonly SeedGrowth? _growth;
    private readonly HashSet<StageKey> _results;

    /// <summary>Reconciles the plan with what is stored.</summary>
    public StageVerdicts(SweepStart start)
    {
        (_plan, _policy) = (start.Plan, start.Policy);
        _troubles = new StageTroubles(start.Policy, start.Troubles);
        _earlyStop = new EarlyStop(start.Policy.StopIfFirstAllFail);
        _growth = SeedGrowth.Of(start);
        _results = [.. start.Results.Keys];
        var work = Reconciler.Reconcile(_plan, _results.Contains, start.Artifacts.ContainsKey, _troubles.IsSetAside, _growth?.Asked());
        var (needs, costs) = (new PlanNeeds(_plan), new StageCosts(_plan));
        Board = new StageBoard(_plan, needs, costs, work, start.Artifacts);
        Dispatcher = new Dispatcher(needs, Board.Ready, costs, _plan.LongestPaths);
    }

    /// <summary>Where each stage stands.</summary>
    public StageBoard Board { get; }

    /// <summary>Who does what next.</summary>
    public Dispatcher Dispatcher { get; }

    /// <summary>Whether one more attempt that ends with the process sets a stage aside.</summary>
    public bool IsSuspect(PlannedStage stage) => _troubles.IsSuspect(stage.Key);

    /// <summary>An attempt has brought a result.</summary>
    public void Completed(PlannedStage stage, StageResult result, TrainerId trainer, List<Effect> effects)
    {
        _earlyStop.Completed();
        _troubles.Forget(stage.Key);
        Dispatcher.Completed(stage, trainer, result.Seconds);
        Board.Complete(stage, result.Artifacts.Select(artifact => (artifact.Key, artifact.Digest)), trainer.Node);
        var stored = new StoredResult(result.Correct, result.Total, result.Masked, result.Prunable);
        effects.Add(new Effect.Announce(new SweepEvent.Completed(stage, stored, result.Seconds, trainer) { Artifacts = result.Artifacts }));
        _results.Add(stage.Key);
        Grow(_growth?.Completed(stage, stored), effects);
    }

    /// <summary>An attempt has failed.</summary>
    /// <returns>How the sweep shall end because of it; null where it goes on.</returns>
    public SweepEnding? Failed(AttemptId attempt, PlannedStage stage, StageOutcome.Failed failure, TrainerId trainer, DateTimeOffset now, List<Effect> effects)
    {
        var (isOfDevice, rest) = Dispatcher.Failed(stage, failure, trainer, now);
        // Nothing is held against the stage then, in the store neither.
        StageOutcome outcome = isOfDevice ? new StageOutcome.Cancelled($"{failure.Message}; it goes to another device") : failure;
        effects.Add(new Effect.Write(new StoreWrite.CloseAttempt(attempt, stage.Key, outcome, now)));
        SweepEnding? ending = null;
        if (isOfDevice)
        {
            Board.GiveBack(stage);
            effects.Add(new Effect.Announce(new SweepEvent.MovedOn(stage, trainer, failure)));
        }
        else
        {
            ending = Failed(stage, failure, trainer, effects);
        }
        if (rest is { } time) effects.Add(new Effect.Announce(new SweepEvent.Rests(trainer, time)));
        return ending;
    }

    /// <summary>Forgets what failed for good: it is tried again, and with it all that waits for it alone.</summary>
    /// <param name="now">When.</param>
    /// <param name="prefix">The first characters of the keys of those that are meant; null means all.</param>
    public List<Effect> Retry(DateTimeOffset now, string? prefix)
    {
        var failed = _plan.Stages.Where(stage => Board[stage] == StageState.SetAside && stage.Key.StartsWith(prefix)).ToList();
        var effects = new List<Effect>();
        if (failed.Count == 0) return effects;
        foreach (var stage in failed)
        {
            _troubles.Forget(stage.Key);
            effects.Add(new Effect.Write(new StoreWrite.Retry(stage.Key, now)));
        }
        Dispatcher.Forget(failed.Select(stage => stage.Key));
        _growth?.Revive(failed);
        effects.Add(new Effect.Announce(new SweepEvent.Revived(failed, Board.Revive(failed))));
        return effects;
    }

    private SweepEnding? Failed(PlannedStage stage, StageOutcome.Failed failure, TrainerId trainer, List<Effect> effects)
    {
        if (failure.Cause == FailureCause.NoSpace)
        {
            Board.GiveBack(stage);
            return new SweepEnding(EndingKind.NoSpace, failure.Message);
        }
        if (failure.Lost is { } lost && stage.Tickets.FirstOrDefault(key => Board.Artifacts.TryGetValue(key, out var digest) && digest == lost) is { Value: not null } artifact)
        {
            effects.Add(new Effect.Write(new StoreWrite.ForgetArtifact(artifact, lost)));
            effects.Add(new Effect.Announce(new SweepEvent.Rebuilding(Board.Lose(stage, artifact), failure.Message)));
        }
        var trouble = _troubles.Count(stage.Key, failure);
        if (!_troubles.IsSetAside(stage.Key))
        {
            Board.GiveBack(stage);
            var (number, most) = trouble.Tries(_policy);
            if (failure.Cause != FailureCause.LostInput)
                effects.Add(new Effect.Announce(new SweepEvent.Retried(stage, failure, number, most)));
        }
        else
        {
            effects.Add(new Effect.Announce(new SweepEvent.SetAside(stage, trouble, Board.SetAside(stage))));
            Grow(_growth?.SetAside(stage, trouble), effects);
        }
        if (failure.Cause == FailureCause.NotANumber && _policy.Nan == NanPolicy.Stop)
            return new SweepEnding(EndingKind.Stopped, $"on_failure.nan is 'stop', and in stage {stage.Key.Short} {failure.Message}");
        return _earlyStop.Failed(stage.Key, failure, trainer, failedOn => Dispatcher.MayBeOfThePlace(stage, failedOn)) is { } why ? new SweepEnding(EndingKind.Stopped, why) : null;
    }

    private void Grow(IReadOnlyList<SeedStep>? steps, List<Effect> effects)
    {
        foreach (var step in steps ?? [])
        {
            var opened = step.Cells.SelectMany(cell => Board.Ask(cell, _results.Contains, _troubles.IsSetAside)).ToList();
            effects.Add(new Effect.Announce(new SweepEvent.SeedsAdded(step.Comparison, step.Seeds, step.HalfWidth, opened)));
        }
    }
}
