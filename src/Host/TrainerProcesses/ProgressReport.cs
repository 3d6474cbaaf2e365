using Sweeper.Training.Stages;

namespace Sweeper.Host.TrainerProcesses;

/// <summary>How far the training of another process is.</summary>
/// <param name="Step">Optimizer steps done.</param>
/// <param name="LastStep">Optimizer steps at the end; 0 until known.</param>
/// <param name="IsHeld">Whether it waits at the end of an epoch.</param>
/// <param name="HeldSeconds">For how long it has waited so far.</param>
internal sealed record ProgressReport(long Step, long LastStep, bool IsHeld, double HeldSeconds)
{
    /// <summary>How a training of this process is.</summary>
    public static ProgressReport Of(StageProgress progress) => new(progress.Step, progress.LastStep, progress.IsHeld, progress.HeldTime.TotalSeconds);

    /// <summary>Makes a progress say the same.</summary>
    public void Show(StageProgress progress)
    {
        progress.Set(Step, LastStep);
        progress.Mirror(IsHeld, TimeSpan.FromSeconds(HeldSeconds));
    }
}
