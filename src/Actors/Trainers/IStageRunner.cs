using Sweeper.Training.Stages;

namespace Sweeper.Actors.Trainers;

/// <summary>What a trainer's thread does with an order. The real one is <see cref="StageTrainer"/>; tests and benchmarks bring their own.</summary>
public interface IStageRunner
{
    /// <summary>Runs on the trainer's thread, before the first order.</summary>
    void Prepare();

    /// <summary>Trains. Never throws; returns soon after <paramref name="stop"/> is set.</summary>
    StageOutcome Run(StageOrder order, StageProgress progress, CancellationToken stop);
}
