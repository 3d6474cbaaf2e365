using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;

namespace Sweeper.Actors.Scheduling;

/// <summary>Which devices are so slow that the sweep ends sooner if a stage waits for another.</summary>
/// <param name="needs">The kinds of trainings.</param>
/// <param name="costs">The arithmetic of trainings.</param>
/// <param name="urgency">Operations of the longest path that starts with each stage.</param>
/// <param name="fleet">The trainers that may do trainings of a kind.</param>
internal sealed class DeviceSpeeds(PlanNeeds needs, StageCosts costs, IReadOnlyList<double> urgency, Func<TrainingKind, IEnumerable<TrainerId>> fleet)
{
    // Timings are noisy: a device is slow only beside one that is twice as fast.
    private const double Slow = 2;

    // What thousands of trainers can do together is added up once in so many trainings a trainer, and whenever trainers come and go.
    private const int TrainersACompletion = 8;

    private readonly TrainingSpeeds _speeds = new();
    private readonly Dictionary<TrainingKind, (double Best, double Together, int Trainers)> _fleets = [];
    private int _completed;

    /// <summary>A training has ended well.</summary>
    public void Add(PlannedStage stage, TrainerId trainer, double seconds)
    {
        if (seconds <= 0 || costs.Of(stage) is not (> 0 and var operations)) return;
        _speeds.Add(needs.KindOf(stage), trainer, seconds / operations);
        if (++_completed * TrainersACompletion >= _fleets.Values.Select(each => each.Trainers).DefaultIfEmpty().Max()) ForgetFleets();
    }

    /// <summary>Other trainers than before may do trainings of a kind.</summary>
    public void ForgetFleets()
    {
        _completed = 0;
        _fleets.Clear();
    }

    /// <summary>Seconds that a stage takes on a trainer; 0 while nothing is known.</summary>
    public double Seconds(PlannedStage stage, TrainerId trainer) => _speeds.IsEmpty ? 0 : costs.Of(stage) * _speeds.For(needs.KindOf(stage)).Speed.Of(trainer);

    /// <summary>
    /// Whether a stage would end later on a trainer, with the longest path behind it, than if the others did all the work that is left without it, and one of them
    /// had to end a training first.
    /// </summary>
    /// <param name="stage">The stage.</param>
    /// <param name="trainer">The trainer.</param>
    /// <param name="openWork">Operations of all that is not done.</param>
    public bool IsTooSlow(PlannedStage stage, TrainerId trainer, double openWork)
    {
        if (_speeds.IsEmpty) return false;
        var kind = needs.KindOf(stage);
        var own = _speeds.For(kind).Speed.Of(trainer);
        var (best, together, trainers) = Fleet(kind);
        // One that is slow is not the best of them, so that the best is another.
        if (trainers < 2 || own < Slow * best) return false;
        var (cost, path) = (costs.Of(stage), urgency[stage.Number]);
        var without = Math.Max(openWork / (together - (1 / own)), path * best) + (cost * best);
        return (cost * own) + ((path - cost) * best) > without;
    }

    private (double Best, double Together, int Trainers) Fleet(TrainingKind kind)
    {
        if (_fleets.TryGetValue(kind, out var known)) return known;
        var speed = _speeds.For(kind).Speed;
        var (best, together, trainers) = (double.PositiveInfinity, 0.0, 0);
        foreach (var seconds in fleet(kind).Select(speed.Of)) (best, together, trainers) = (Math.Min(best, seconds), together + (1 / seconds), trainers + 1);
        return _fleets[kind] = (best, together, trainers);
    }
}
