using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;

namespace Sweeper.Host.Display;

/// <summary>How far a run is and how long it will take: work is counted in arithmetic, not in trainings, and speed is measured as it goes.</summary>
internal sealed class ProgressEstimate
{
    private readonly StageCosts _costs;
    private readonly Dictionary<string, (double Operations, double Seconds)> _measured = [];
    private int _trainers = 1;

    /// <summary>The start of a run.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="toRun">What it has to train.</param>
    public ProgressEstimate(SweepPlan plan, IEnumerable<PlannedStage> toRun)
    {
        _costs = new StageCosts(plan);
        Total = plan.Stages.Sum(_costs.Of);
        Open = toRun.Sum(_costs.Of);
        Stages = plan.Stages.Length;
    }

    /// <summary>Stages planned.</summary>
    public int Stages { get; }

    /// <summary>The share of the plan's work that is done, in [0, 1].</summary>
    public double Fraction => Total == 0 ? 1 : Math.Clamp(1 - Open / Total, 0, 1);

    /// <summary>Time to the end; null until a training has finished.</summary>
    public TimeSpan? Left
    {
        get
        {
            var (operations, seconds) = (_measured.Values.Sum(model => model.Operations), _measured.Values.Sum(model => model.Seconds));
            return seconds == 0 ? null : TimeSpan.FromSeconds(Open / (operations / seconds) / _trainers);
        }
    }

    /// <summary>Operations a second of one trainer, by model, as this run measured them.</summary>
    public IEnumerable<(string Model, double OperationsPerSecond)> Speeds => _measured.Select(model => (model.Key, model.Value.Operations / model.Value.Seconds));

    private double Total { get; }

    private double Open { get; set; }

    /// <summary>A training has finished.</summary>
    public void Finish(PlannedStage stage, double seconds)
    {
        var cost = _costs.Of(stage);
        Open = Math.Max(0, Open - cost);
        var (operations, before) = _measured.GetValueOrDefault(stage.Spec.Model.Name);
        _measured[stage.Spec.Model.Name] = (operations + cost, before + seconds);
    }

    /// <summary>How many trainings run at a time.</summary>
    public void Observe(SweepStatus status) => _trainers = Math.Max(_trainers, status.Running);
}
