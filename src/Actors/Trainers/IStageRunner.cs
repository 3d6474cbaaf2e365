using Sweeper.Training.Stages;

namespace Sweeper.Actors.Trainers;

/// <summary>What a trainer's thread does with an order. The real ones are <see cref="DeviceRunner"/> and the one of trainers that are processes of their own; tests and
/// benchmarks bring theirs. One that is disposable is disposed of at the thread's end.</summary>
public interface IStageRunner
{
    /// <summary>Runs on the trainer's thread, before the first order.</summary>
    void Prepare();

    /// <summary>Trains. Never throws; returns soon after <paramref name="stop"/> is set.</summary>
    StageOutcome Run(StageOrder order, StageProgress progress, CancellationToken stop);

    /// <summary>Runs on the trainer's thread after each order; returns when the device can take the next one. Never throws; returns soon after <paramref name="stop"/> is set.</summary>
    /// <returns>Whether it can; false is for good, and its trainer leaves.</returns>
    bool Recover(CancellationToken stop) => true;
}
