using Sweeper.Actors.Coordination;

namespace Sweeper.Actors.Scheduling;

/// <summary>How fast the trainings of a run are, by kind; a kind of which none has ended goes by those of its model, and a model of which none has ended by all.</summary>
internal sealed class TrainingSpeeds
{
    // How far off a kind may be that goes by others.
    private const double Unknown = 0.5;

    private readonly HashSet<(TrainerId Trainer, string Model)> _warm = [];
    private readonly Dictionary<TrainingKind, SpeedByTrainer> _kinds = [];
    private readonly Dictionary<string, SpeedByTrainer> _models = [];
    private readonly SpeedByTrainer _all = new();

    /// <summary>Whether nothing has been measured.</summary>
    public bool IsEmpty => _kinds.Count == 0;

    /// <summary>The speeds of the models, by name.</summary>
    public IEnumerable<KeyValuePair<string, SpeedByTrainer>> Models => _models;

    /// <summary>Takes a training that has ended.</summary>
    public void Add(TrainingKind kind, TrainerId trainer, double secondsPerOperation)
    {
        // Memory is taken and kernels are chosen in the first training of a model.
        var isCold = _warm.Add((trainer, kind.Model.Name));
        Of(_kinds, kind).Add(trainer, secondsPerOperation, isCold);
        Of(_models, kind.Model.Name).Add(trainer, secondsPerOperation, isCold);
        _all.Add(trainer, secondsPerOperation, isCold);
    }

    /// <summary>The speed of a kind, and how far off it may be as a share. Something must have been measured.</summary>
    public (SpeedByTrainer Speed, double Doubt) For(TrainingKind kind) =>
        _kinds.TryGetValue(kind, out var own) ? (own, own.Doubt) : (ForModel(kind), Unknown);

    /// <summary>The speed of a kind's model, whatever it is trained on. Something must have been measured.</summary>
    public SpeedByTrainer ForModel(TrainingKind kind) => _models.GetValueOrDefault(kind.Model.Name, _all);

    private static SpeedByTrainer Of<TKey>(Dictionary<TKey, SpeedByTrainer> speeds, TKey key)
        where TKey : notnull => speeds.TryGetValue(key, out var speed) ? speed : speeds[key] = new SpeedByTrainer();
}
