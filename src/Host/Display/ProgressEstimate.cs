using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;

namespace Sweeper.Host.Display;

/// <summary>How far a run is and how long it will take: work is counted in arithmetic, not in trainings, and speed is measured as it goes.</summary>
internal sealed class ProgressEstimate
{
    private readonly StageCosts _costs;
    private readonly ILookup<int, PlannedStage> _consumers;
    private readonly HashSet<PlannedStage> _open;
    private readonly Dictionary<string, (double Operations, double Seconds)> _measured = [];
    private double _total;
    private double _left;
    private int _trainers = 1;

    /// <summary>The start of a run.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="asked">The stages of it that are asked for by now.</param>
    /// <param name="toRun">What of these it has to train, and can.</param>
    public ProgressEstimate(SweepPlan plan, IEnumerable<PlannedStage> asked, IEnumerable<PlannedStage> toRun)
    {
        _costs = new StageCosts(plan);
        _consumers = plan.Stages.SelectMany(stage => stage.Producers.Select(producer => (producer, stage))).ToLookup(pair => pair.producer, pair => pair.stage);
        _open = [.. toRun];
        _total = asked.Sum(_costs.Of);
        _left = _open.Sum(_costs.Of);
    }

    /// <summary>The share of the work asked for that is not ahead any more (done or given up), in [0, 1].</summary>
    public double Fraction => _open.Count == 0 ? 1 : Math.Clamp(1 - _left / _total, 0, 1);

    /// <summary>Seconds to the end; null until a training has finished.</summary>
    public double? SecondsLeft
    {
        get
        {
            var (operations, seconds) = (_measured.Values.Sum(model => model.Operations), _measured.Values.Sum(model => model.Seconds));
            return seconds == 0 ? null : _open.Count == 0 ? 0 : _left / (operations / seconds) / _trainers;
        }
    }

    /// <summary>Operations a second of one trainer, by model, as this run measured them.</summary>
    public IEnumerable<(string Model, double OperationsPerSecond)> Speeds => _measured.Select(model => (model.Key, model.Value.Operations / model.Value.Seconds));

    /// <summary>How many trainings run at a time.</summary>
    public void Observe(SweepStatus status) => _trainers = Math.Max(_trainers, status.Running);

    /// <summary>Something has changed.</summary>
    public void Observe(SweepEvent change)
    {
        switch (change)
        {
            case SweepEvent.Completed done:
                Close(done.Stage);
                var (operations, seconds) = _measured.GetValueOrDefault(done.Stage.Spec.Model.Name);
                _measured[done.Stage.Spec.Model.Name] = (operations + _costs.Of(done.Stage), seconds + done.Seconds);
                break;
            case SweepEvent.SetAside aside:
                GiveUp(aside.Stage);
                break;
            case SweepEvent.SeedsAdded added:
                foreach (var stage in added.Opened.Where(_open.Add))
                {
                    _left += _costs.Of(stage);
                    _total += _costs.Of(stage);
                }
                break;
            case SweepEvent.Rebuilding again:
                if (_open.Add(again.Stage)) _left += _costs.Of(again.Stage);
                break;
        }
    }

    private void Close(PlannedStage stage)
    {
        if (_open.Remove(stage)) _left = Math.Max(0, _left - _costs.Of(stage));
    }

    // With all that needs it. A stage whose ticket is still there from before runs all the same; then the run is done a little early.
    private void GiveUp(PlannedStage stage)
    {
        Close(stage);
        foreach (var consumer in _consumers[stage.Number].Where(_open.Contains)) GiveUp(consumer);
    }
}
