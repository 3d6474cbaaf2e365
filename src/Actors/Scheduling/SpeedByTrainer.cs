using Sweeper.Actors.Coordination;

namespace Sweeper.Actors.Scheduling;

/// <summary>Seconds that an operation of some kind of training takes, by trainer: devices may differ.</summary>
internal sealed class SpeedByTrainer
{
    private const int Window = 64;
    private const int WindowOfOne = 16;

    // Before so many trainings nothing is known of their spread.
    private const int FewestMeasured = 3;
    private const double Unmeasured = 0.5;

    private readonly RecentSpeeds _cold = new(Window);
    private readonly RecentSpeeds _warm = new(Window);
    private readonly Dictionary<TrainerId, RecentSpeeds> _byTrainer = [];
    private (double OfWork, double OfPath)? _means;

    /// <summary>Takes a training.</summary>
    /// <param name="trainer">Whose it was.</param>
    /// <param name="secondsPerOperation">What an operation took.</param>
    /// <param name="isCold">Whether it was the trainer's first of its model: such a one counts only until there are others.</param>
    public void Add(TrainerId trainer, double secondsPerOperation, bool isCold)
    {
        _means = null;
        (isCold ? _cold : _warm).Add(secondsPerOperation);
        if (isCold) return;
        if (!_byTrainer.TryGetValue(trainer, out var own)) _byTrainer[trainer] = own = new RecentSpeeds(WindowOfOne);
        own.Add(secondsPerOperation);
    }

    /// <summary>Seconds an operation if all trainers share the work: the harmonic mean of theirs.</summary>
    public double OfWork => Means.OfWork;

    /// <summary>Seconds an operation if one training follows the other on whatever trainer is idle: the mean of theirs.</summary>
    public double OfPath => Means.OfPath;

    /// <summary>Seconds an operation of one trainer; of one that has not shown it, as of all.</summary>
    public double Of(TrainerId trainer) => _byTrainer.TryGetValue(trainer, out var own) ? own.SecondsPerOperation : OfWork;

    /// <summary>How far off these may be, as a share.</summary>
    public double Doubt => _warm.Count < FewestMeasured ? Unmeasured : _warm.Doubt;

    private (double OfWork, double OfPath) Means => _means ??= _byTrainer.Count == 0
        ? (_cold.SecondsPerOperation, _cold.SecondsPerOperation)
        : (1 / _byTrainer.Values.Average(own => 1 / own.SecondsPerOperation), _byTrainer.Values.Average(own => own.SecondsPerOperation));
}
