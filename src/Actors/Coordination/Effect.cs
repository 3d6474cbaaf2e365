using Sweeper.Actors.Results;

namespace Sweeper.Actors.Coordination;

/// <summary>What a decision asks its shell to do. Writes are durable before anything that follows them is told.</summary>
public abstract record Effect
{
    /// <summary>Change the store.</summary>
    public sealed record Write(StoreWrite Change) : Effect;

    /// <summary>Tell a trainer.</summary>
    public sealed record Tell(TrainerId Trainer, TrainerProtocol.ICommand Message) : Effect;

    /// <summary>Tell whoever watches.</summary>
    public sealed record Announce(SweepEvent Event) : Effect;
}
