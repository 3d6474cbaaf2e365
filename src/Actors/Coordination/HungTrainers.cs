namespace Sweeper.Actors.Coordination;

/// <summary>The trainers of a run, and those among them that hang in a training that was given up: a thread in foreign code cannot be ended.</summary>
internal sealed class HungTrainers
{
    private readonly HashSet<TrainerId> _all = [];
    private readonly Dictionary<TrainerId, DateTimeOffset> _hung = [];

    /// <summary>How many hang.</summary>
    public int Count => _hung.Count;

    /// <summary>A trainer has shown that it is free to work.</summary>
    public void Free(TrainerId trainer)
    {
        _all.Add(trainer);
        _hung.Remove(trainer);
    }

    /// <summary>A trainer's training was given up while it is still in it.</summary>
    public void Hang(TrainerId trainer, DateTimeOffset now) => _hung[trainer] = now;

    /// <summary>A trainer is gone.</summary>
    public void Lose(TrainerId trainer)
    {
        _all.Remove(trainer);
        _hung.Remove(trainer);
    }

    /// <summary>Whether nobody is left to work, and has not been for so long.</summary>
    public bool AreAll(TimeSpan since, DateTimeOffset now) => _all.Count > 0 && _all.All(trainer => _hung.TryGetValue(trainer, out var at) && now - at >= since);
}
