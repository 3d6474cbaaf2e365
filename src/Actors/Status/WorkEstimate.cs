using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;

namespace Sweeper.Actors.Status;

/// <summary>
/// How much work of a run is left and how long that will take. Work is counted in operations, not in trainings; speed is what trainings of this run have
/// shown, the median of the last ones of each model.
/// </summary>
public sealed class WorkEstimate
{
    // Before so many trainings a speed may be that of a cold start: the estimate is wide.
    private const int FewestMeasured = 3;
    private const double Unmeasured = 0.5;
    private const double LeastDoubt = 0.05;

    private readonly StageCosts _costs;
    private readonly ILookup<int, PlannedStage> _consumers;
    private readonly HashSet<PlannedStage> _open;
    private readonly Dictionary<string, double> _left = [];
    private readonly Dictionary<string, RecentSpeeds> _speeds = [];
    private double _total;
    private double _notAsked;

    /// <summary>The start of a run.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="asked">The stages of it that are asked for by now.</param>
    /// <param name="toRun">What of these it has to train, and can.</param>
    public WorkEstimate(SweepPlan plan, IEnumerable<PlannedStage> asked, IEnumerable<PlannedStage> toRun)
    {
        _costs = new StageCosts(plan);
        _consumers = plan.Stages.SelectMany(stage => stage.Producers.Select(producer => (producer, stage))).ToLookup(pair => pair.producer, pair => pair.stage);
        _open = [.. toRun];
        _total = asked.Sum(_costs.Of);
        _notAsked = Math.Max(0, plan.Stages.Sum(_costs.Of) - _total);
        foreach (var stage in _open) Add(stage, 1);
    }

    /// <summary>The share of the work asked for that is not ahead any more (done or given up), in [0, 1].</summary>
    public double Fraction => _open.Count == 0 ? 1 : Math.Clamp(1 - _left.Values.Sum() / _total, 0, 1);

    /// <summary>Operations a second of one trainer, by model, as this run measured them.</summary>
    public IEnumerable<(string Model, double OperationsPerSecond)> Speeds => _speeds.Select(model => (model.Key, 1 / model.Value.SecondsPerOperation));

    /// <summary>Something has changed.</summary>
    public void Observe(SweepEvent change)
    {
        switch (change)
        {
            case SweepEvent.Completed done:
                Close(done.Stage);
                var model = done.Stage.Spec.Model.Name;
                if (!_speeds.TryGetValue(model, out var speeds)) _speeds[model] = speeds = new RecentSpeeds();
                if (done.Seconds > 0) speeds.Add(done.Seconds / _costs.Of(done.Stage));
                break;
            case SweepEvent.SetAside aside:
                GiveUp(aside.Stage);
                break;
            case SweepEvent.Revived revived:
                foreach (var stage in revived.Opened.Where(_open.Add)) Add(stage, 1);
                break;
            case SweepEvent.SeedsAdded added:
                foreach (var stage in added.Opened) Ask(stage);
                break;
            case SweepEvent.Rebuilding again:
                if (_open.Add(again.Stage)) Add(again.Stage, 1);
                break;
        }
    }

    /// <summary>
    /// The time to the end; null until a training has finished. No schedule is shorter than all work shared out evenly, nor than the longest path; one that
    /// leaves no trainer idle while a training is ready takes at most the sum of the shares beside the longest path and that path (Graham 1966, "Bounds for
    /// certain multiprocessing anomalies").
    /// </summary>
    /// <param name="running">What trainers have in their hands.</param>
    /// <param name="longestPath">Operations of the longest path that is left.</param>
    /// <param name="trainers">Trainings at a time, at least 1.</param>
    public TimeLeft? TimeLeft(IEnumerable<Lease> running, double longestPath, int trainers)
    {
        if (_speeds.Count == 0) return null;
        if (_open.Count == 0) return new(0, 0, 0);
        var begun = running.Where(lease => lease.LastStep > 0 && _open.Contains(lease.Stage)).Sum(lease => Seconds(lease.Stage.Spec.Model.Name, _costs.Of(lease.Stage)) * lease.Step / lease.LastStep);
        var work = Math.Max(0, _left.Sum(model => Seconds(model.Key, model.Value)) - begun);
        var slowest = _speeds.Values.Max(speeds => speeds.SecondsPerOperation);
        var path = Math.Min(work, longestPath * slowest);
        var doubt = Math.Max(LeastDoubt, _speeds.Values.Max(speeds => speeds.Count < FewestMeasured ? Unmeasured : speeds.Doubt));
        var least = Math.Max(work / trainers, path);
        var most = work / trainers + path * (1 - 1.0 / trainers) + _notAsked * slowest / trainers;
        return new(least * (1 - doubt), least, most * (1 + doubt));
    }

    private double Seconds(string model, double operations) =>
        operations * (_speeds.TryGetValue(model, out var speeds) ? speeds : _speeds.Values.First()).SecondsPerOperation;

    private void Add(PlannedStage stage, int sign)
    {
        var model = stage.Spec.Model.Name;
        _left[model] = Math.Max(0, _left.GetValueOrDefault(model) + sign * _costs.Of(stage));
    }

    private void Ask(PlannedStage stage)
    {
        if (!_open.Add(stage)) return;
        Add(stage, 1);
        _total += _costs.Of(stage);
        _notAsked = Math.Max(0, _notAsked - _costs.Of(stage));
    }

    private void Close(PlannedStage stage)
    {
        if (_open.Remove(stage)) Add(stage, -1);
    }

    // With all that needs it. A stage whose ticket is still there from before runs all the same; then the run is done a little early.
    private void GiveUp(PlannedStage stage)
    {
        Close(stage);
        foreach (var consumer in _consumers[stage.Number].Where(_open.Contains)) GiveUp(consumer);
    }
}
