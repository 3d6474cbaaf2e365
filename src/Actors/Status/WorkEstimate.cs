using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Scheduling;

namespace Sweeper.Actors.Status;

/// <summary>
/// How much work of a run is left and how long that will take. Work is counted in operations, not in trainings; speed is what trainings of this run have
/// shown, by kind and trainer.
/// </summary>
public sealed class WorkEstimate
{
    /// <summary>With at most so many trainings left their schedule is played to the end; with more what is idle at the end no longer matters.</summary>
    public const int MostPlayed = 1000;

    // Machines are never steadier than that for hours.
    private const double LeastDoubt = 0.1;

    private readonly TrainingKind[] _kinds;
    private readonly int[] _kindOf;
    private readonly double[] _costs;
    private readonly StageCosts _stageCosts;
    private readonly ILookup<int, PlannedStage> _consumers;
    private readonly HashSet<PlannedStage> _open;
    private readonly double[] _left;
    private readonly TrainingSpeeds _speeds = new();
    private readonly ScheduleForecast _forecast;
    private double _total;
    private double _notAsked;

    /// <summary>The start of a run.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="asked">The stages of it that are asked for by now.</param>
    /// <param name="toRun">What of these it has to train, and can.</param>
    public WorkEstimate(SweepPlan plan, IEnumerable<PlannedStage> asked, IEnumerable<PlannedStage> toRun)
    {
        _stageCosts = new StageCosts(plan);
        _costs = [.. plan.Stages.Select(_stageCosts.Of)];
        var kinds = new Dictionary<TrainingKind, int>();
        _kindOf = [.. plan.Stages.Select(stage => TrainingKind.Of(stage)).Select(kind => kinds.TryGetValue(kind, out var number) ? number : kinds[kind] = kinds.Count)];
        _kinds = [.. kinds.OrderBy(kind => kind.Value).Select(kind => kind.Key)];
        _left = new double[_kinds.Length];
        _consumers = plan.Stages.SelectMany(stage => stage.Producers.Select(producer => (producer, stage))).ToLookup(pair => pair.producer, pair => pair.stage);
        _forecast = new ScheduleForecast(plan, _consumers, Seconds);
        _open = [.. toRun];
        _total = asked.Sum(stage => _costs[stage.Number]);
        _notAsked = Math.Max(0, _costs.Sum() - _total);
        foreach (var stage in _open) Add(stage, 1);
    }

    /// <summary>The share of the work asked for that is not ahead any more (done or given up), in [0, 1].</summary>
    public double Fraction => _open.Count == 0 ? 1 : Math.Clamp(1 - _left.Sum() / _total, 0, 1);

    /// <summary>Operations a second of one trainer, by model, as this run measured them.</summary>
    public IEnumerable<(string Model, double OperationsPerSecond)> Speeds => _speeds.Models.Select(model => (model.Key, 1 / model.Value.OfWork));

    /// <summary>Something has changed.</summary>
    public void Observe(SweepEvent change)
    {
        switch (change)
        {
            case SweepEvent.Completed done:
                Close(done.Stage);
                if (done.Seconds > 0) _speeds.Add(KindOf(done.Stage), done.Trainer, done.Seconds / _costs[done.Stage.Number]);
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
    /// certain multiprocessing anomalies"). Where few trainings are left, what the coordinator will hand out is played to the end instead.
    /// </summary>
    /// <param name="running">What trainers have in their hands.</param>
    /// <param name="longest">Of each model the stage with the longest path of those that are left, and that path's operations.</param>
    /// <param name="trainers">The trainers, at least one.</param>
    public TimeLeft? TimeLeft(IReadOnlyCollection<Lease> running, IEnumerable<(PlannedStage Stage, double Operations)> longest, IReadOnlyList<TrainerId> trainers)
    {
        if (_speeds.IsEmpty) return null;
        if (_open.Count == 0) return new(0, 0, 0);
        var held = running.Where(lease => _open.Contains(lease.Stage)).Select(lease => (Lease: lease, Left: SecondsLeft(lease))).ToList();
        var (work, doubt) = Work();
        work = Math.Max(0, work - held.Sum(one => Seconds(one.Lease.Stage, one.Lease.Trainer) - one.Left));
        var share = work / trainers.Count;
        var path = Math.Min(work, longest.Select(one => one.Operations * _speeds.ForModel(KindOf(one.Stage)).OfPath).DefaultIfEmpty().Max());
        var later = _notAsked * _speeds.Models.Max(model => model.Value.OfWork) / trainers.Count;
        if (_open.Count > MostPlayed)
            return new(Math.Max(share, path) * (1 - doubt), Math.Max(share, path), (share + path * (1 - 1.0 / trainers.Count)) * (1 + doubt) + later);
        var end = _forecast.Seconds(_open, held, trainers);
        return new(end * (1 - doubt), end, end * (1 + doubt) + later);
    }

    // Of all that is open, and how far off that may be, as a share: kinds that are well known make up for others.
    private (double Seconds, double Doubt) Work()
    {
        var (work, doubt) = (0.0, 0.0);
        for (var kind = 0; kind < _left.Length; kind++)
        {
            if (_left[kind] == 0) continue;
            var (speed, own) = _speeds.For(_kinds[kind]);
            work += _left[kind] * speed.OfWork;
            doubt += _left[kind] * speed.OfWork * own;
        }
        return (work, Math.Max(LeastDoubt, work > 0 ? doubt / work : 0));
    }

    private double Seconds(PlannedStage stage, TrainerId trainer) => _costs[stage.Number] * _speeds.For(KindOf(stage)).Speed.Of(trainer);

    // Evaluation comes after the last step.
    private double SecondsLeft(Lease lease)
    {
        var done = lease.LastStep > 0 ? (double)lease.Step / lease.LastStep * _stageCosts.OfSteps(lease.Stage) / _costs[lease.Stage.Number] : 0;
        return Seconds(lease.Stage, lease.Trainer) * (1 - done);
    }

    private TrainingKind KindOf(PlannedStage stage) => _kinds[_kindOf[stage.Number]];

    private void Add(PlannedStage stage, int sign)
    {
        ref var left = ref _left[_kindOf[stage.Number]];
        left = Math.Max(0, left + sign * _costs[stage.Number]);
    }

    private void Ask(PlannedStage stage)
    {
        if (!_open.Add(stage)) return;
        Add(stage, 1);
        _total += _costs[stage.Number];
        _notAsked = Math.Max(0, _notAsked - _costs[stage.Number]);
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
