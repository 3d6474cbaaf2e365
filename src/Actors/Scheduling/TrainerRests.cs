using Sweeper.Actors.Coordination;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Scheduling;

/// <summary>
/// Trainers on which one stage after the other fails: a broken device is the first to be idle, and would spend the attempts of all stages. It rests for a minute, then
/// for twice as long each time that it fails again.
/// </summary>
internal sealed class TrainerRests
{
    /// <summary>So many stages fail one after the other, and none ends well, before a trainer rests.</summary>
    public const int FailuresBefore = 3;

    /// <summary>The first rest.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>The longest.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly Dictionary<TrainerId, Record> _records = [];

    /// <summary>Whether a trainer rests.</summary>
    public bool Rests(TrainerId trainer, DateTimeOffset now) => _records.TryGetValue(trainer, out var record) && now < record.Until;

    /// <summary>An attempt on a trainer has failed; for how long it rests now, null where it does not.</summary>
    public TimeSpan? Failed(TrainerId trainer, StageKey stage, FailureCause cause, DateTimeOffset now)
    {
        // The others say something of the recipe, the node's data or the device's size, and are dealt with as such.
        if (cause is not (FailureCause.Error or FailureCause.Crash or FailureCause.Stuck)) return null;
        if (!_records.TryGetValue(trainer, out var record)) _records[trainer] = record = new();
        record.Stages.Add(stage);
        if (record.Stages.Count < FailuresBefore) return null;
        var rest = record.Rest = record.Rest == default ? Shortest : TimeSpan.FromTicks(Math.Min(Longest.Ticks, 2 * record.Rest.Ticks));
        record.Until = now + rest;
        return rest;
    }

    /// <summary>A training on it has ended well, or its process has started again.</summary>
    public void Forget(TrainerId trainer) => _records.Remove(trainer);

    private sealed class Record
    {
        public HashSet<StageKey> Stages { get; } = [];

        public TimeSpan Rest { get; set; }

        public DateTimeOffset Until { get; set; }
    }
}
