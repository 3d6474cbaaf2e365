using Sweeper.Training.Stages;

namespace Sweeper.Host.TrainerProcesses;

/// <summary>A training that this process was told to do.</summary>
/// <param name="Order">What.</param>
internal sealed record OrderedTraining(StageOrder Order)
{
    /// <summary>How far it is.</summary>
    public StageProgress Progress { get; } = new();

    /// <summary>Stops it.</summary>
    public CancellationTokenSource Stop { get; } = new();
}
