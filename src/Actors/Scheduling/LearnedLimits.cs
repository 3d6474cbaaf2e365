using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Training.Devices;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Scheduling;

/// <summary>What devices have turned out not to be able to do: a GPU that is too small for a kind of training, a node without a dataset, a place where a stage has failed.</summary>
internal sealed class LearnedLimits
{
    /// <summary>So long a stage that has failed waits for another place: those there may be at trainings of hours.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly Dictionary<(TrainingKind Kind, DeviceKind Device), long> _tooLittle = [];
    private readonly HashSet<(string Node, string Dataset)> _withoutData = [];
    private readonly Dictionary<StageKey, Dictionary<string, DateTimeOffset>> _failedAt = [];

    /// <summary>Whether nothing has shown that a trainer cannot do trainings of a kind.</summary>
    public bool Suits(TrainingKind kind, TrainerId trainer, DeviceOffer offer) =>
        !(_tooLittle.TryGetValue((kind, offer.Kind), out var little) && offer.MemoryBytes <= little) && !_withoutData.Contains((trainer.Node, kind.Dataset));

    /// <summary>Whether a stage has failed where a trainer is, a short time ago.</summary>
    public bool HasFailedThere(PlannedStage stage, TrainerId trainer, DateTimeOffset now) =>
        _failedAt.TryGetValue(stage.Key, out var places) && places.TryGetValue(PlaceOf(trainer), out var at) && now - at < Memory;

    /// <summary>Remembers a failure; whether it says something of the device, and nothing of the stage.</summary>
    public bool Learn(PlannedStage stage, StageOutcome.Failed failure, TrainerId trainer, DeviceOffer offer, DateTimeOffset now)
    {
        switch (failure.Cause)
        {
            case FailureCause.OutOfMemory:
                var key = (TrainingKind.Of(stage), offer.Kind);
                _tooLittle[key] = Math.Max(_tooLittle.GetValueOrDefault(key), offer.MemoryBytes);
                return true;
            case FailureCause.Data:
                _withoutData.Add((trainer.Node, stage.Spec.Dataset.Text));
                return true;
            case FailureCause.Error or FailureCause.Crash or FailureCause.Stuck:
                if (!_failedAt.TryGetValue(stage.Key, out var places)) _failedAt[stage.Key] = places = [];
                places[PlaceOf(trainer)] = now;
                return false;
            default:
                return false;
        }
    }

    /// <summary>A stage is done, or somebody wants it tried again wherever it was.</summary>
    public void Forget(StageKey stage) => _failedAt.Remove(stage);

    /// <summary>A node has started again: its data may be there now.</summary>
    public void Forget(string node) => _withoutData.RemoveWhere(pair => pair.Node == node);

    /// <summary>Somebody has mended something, and wants all of it tried again.</summary>
    public void Clear()
    {
        _tooLittle.Clear();
        _withoutData.Clear();
    }

    /// <summary>A GPU is a place of its own; the processors of a machine are all alike.</summary>
    public static string PlaceOf(TrainerId trainer) => trainer.Device.StartsWith("cuda", StringComparison.Ordinal) ? trainer.Name : trainer.Node;
}
