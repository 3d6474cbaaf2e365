using Sweeper.Actors.Results;

namespace Sweeper.Actors.Coordination;

/// <summary>What a decision asks its shell to do. Writes are durable before anything that follows them is told.</summary>
public abstract record Effect
{
    /// <summary>Change the store.</summary>
    public sealed record Write(StoreWrite Change) : Effect;

    /// <summary>Change the store with the next batch, within a second or so: nothing waits for it, and it costs no flush of the disk of its own.</summary>
    public sealed record Record(StoreWrite Change) : Effect;

    /// <summary>Tell those who watch, at once: nobody who needs it to be stored is told by this.</summary>
    public sealed record Show(SweepEvent Event) : Effect;

    /// <summary>Tell a trainer.</summary>
    public sealed record Tell(TrainerId Trainer, TrainerProtocol.ICommand Message) : Effect;

    /// <summary>Tell whoever watches.</summary>
    public sealed record Announce(SweepEvent Event) : Effect;
}
